"""Claims that another rejects or repeats, and what looks like a report and is none: "It is alleged that", questions."""

from tests.attribute.cases.case import case, indirect, mixed

CASES = {
    "a claim that another takes up": [
        case(
            "Kurti rejected claims by Vučić that Kosovo was driving out Serbs.",
            "pristina+belgrade",
            indirect("Kurti", "rejected", "claims by Vučić", "pristina"),
            indirect("Vučić", "claims", "that Kosovo was driving out Serbs", "belgrade"),
        ),
        case(
            "Osmani refuted an allegation levelled by Belgrade that her office had leaked the letter.",
            "pristina+belgrade",
            indirect("Osmani", "refuted", "an allegation levelled by Belgrade", "pristina"),
            indirect("Belgrade", "allegation", "that her office had leaked the letter", "belgrade"),
        ),
        case(
            "Zakharova repeated Belgrade's claim that NATO had armed the gang.",
            "moscow+belgrade",
            indirect("Zakharova", "repeated", "Belgrade's claim", "moscow"),
            indirect("Belgrade", "claim", "that NATO had armed the gang", "belgrade"),
        ),
        case(
            "Kurti disputed the Serbian claim that police had beaten a child.",
            "pristina+belgrade",
            indirect("Kurti", "disputed", "the Serbian claim", "pristina"),
            indirect("the Serbian", "claim", "that police had beaten a child", "belgrade"),
        ),
        case(
            "Serbian claims that police had beaten a pupil were dismissed by Osmani.",
            "pristina+belgrade",
            indirect("Serbian", "claims", "that police had beaten a pupil", "belgrade"),
            indirect("Osmani", "were dismissed", "Serbian claims", "pristina"),
        ),
        case(
            "Vučić dismissed claims by Kurti that Serbs had opened fire as “nonsense”.",
            "belgrade+pristina",
            mixed("Vučić", "dismissed", "claims by Kurti | as “nonsense", "belgrade"),
            indirect("Kurti", "claims", "that Serbs had opened fire", "pristina"),
        ),
        case(
            "Kurti, who denied accusations by Vučić that he had lied, met the envoy.",
            "pristina+belgrade",
            indirect("Kurti", "denied", "accusations by Vučić", "pristina"),
            indirect("Vučić", "accusations", "that he had lied", "belgrade"),
        ),
        case(
            "Petković arrived late. Kurti rejected his claim that the mayors were illegal.",
            "narrator; pristina+belgrade",
            indirect("his", "claim", "that the mayors were illegal", "belgrade"),
        ),
        case(
            "Petković arrived late. Kurti repeated his claim that the mayors were legal.",
            "narrator; pristina",
            indirect("his", "claim", "that the mayors were legal", "pristina"),
        ),
        case(
            "Serbia rejected allegations that it had armed the gang.",
            "belgrade",
            indirect("Serbia", "rejected", "that it had armed the gang", "belgrade"),
        ),
    ],
    "nobody says it": [
        case("Serbia closed the border. It was alleged that a man had been beaten there.", "narrator; narrator"),
        case("NATO met on Monday. It is believed that the talks failed.", "narrator; narrator"),
        case(
            "It is claimed by Belgrade that the police beat a boy.",
            "belgrade",
            indirect("Belgrade", "is claimed", "It | that the police beat a boy", "belgrade"),
        ),
        case("Serbia claimed victory.", "narrator"),
        case("Kosovo claimed the lake that Serbia had drained.", "narrator"),
        case("The lake is claimed by Serbia.", "narrator"),
        case("Serbia claimed on Monday that the lake was its own.", "belgrade"),
        case("Vučić claimed the lake was dry.", "belgrade"),
        case("Has Belgrade condemned the raid?", "narrator"),
        case("Who rejected the offer?", "narrator"),
        case("But does Kurti accept the offer?", "narrator"),
        case("Why would Kurti reject the offer?", "narrator"),
        case("Why did Kurti reject the offer?", "pristina"),
        case("“Has Kurti accepted the offer?” asked Vučić.", "belgrade"),
    ],
    "a date is no part of who speaks": [
        case("The raid was condemned by Serbia in May.", "belgrade"),
        case(
            "The flag was recognised by Israel in September 2020.",
            "other",
            indirect("Israel", "was recognised", "The flag", "other"),
        ),
        case(
            "The deal was backed by officials in Pristina.",
            "pristina",
            indirect("officials in Pristina", "was backed", "The deal", "pristina"),
        ),
    ],
}
