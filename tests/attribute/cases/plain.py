"""The commonest forms, a sentence each: every one with its source, cue, content, kind and voices."""

from __future__ import annotations

from tests.attribute.cases.case import Case, case, direct, indirect, mixed

CASES: dict[str, list[Case]] = {
    "plain statements of every side": [
        case(
            "Kurti said that the bridge would open in May.",
            "pristina",
            indirect("Kurti", "said", "that the bridge would open in May", "pristina"),
        ),
        case(
            "Vučić told reporters the talks had failed.",
            "belgrade",
            indirect("Vučić", "told", "the talks had failed", "belgrade"),
            wrong_spans="the one who is told is taken into the content",
        ),
        case(
            "The Kosovo government announced that the barracks would close.",
            "pristina",
            indirect("The Kosovo government", "announced", "that the barracks would close", "pristina"),
        ),
        case(
            "Brussels warned that the funds would be frozen.",
            "west",
            indirect("Brussels", "warned", "that the funds would be frozen", "west"),
        ),
        case(
            "The Kremlin said the mission had no mandate.",
            "moscow",
            indirect("The Kremlin", "said", "the mission had no mandate", "moscow"),
        ),
        case("Borrell welcomed the decision.", "west", indirect("Borrell", "welcomed", "the decision", "west")),
        case("NATO rejected the request.", "west", indirect("NATO", "rejected", "the request", "west")),
        case(
            "The Serbian prime minister accused Pristina of provocation.",
            "belgrade",
            indirect("The Serbian prime minister", "accused", "Pristina of provocation", "belgrade"),
        ),
        case(
            "The US ambassador praised the agreement.",
            "west",
            indirect("The US ambassador", "praised", "the agreement", "west"),
        ),
        case(
            "Maria Zakharova called the raid a disgrace.",
            "moscow",
            indirect("Maria Zakharova", "called", "the raid a disgrace", "moscow"),
        ),
    ],
    "plain quotations": [
        case(
            "“The bridge is open,” Kurti said.", "pristina", direct("Kurti", "said", "The bridge is open", "pristina")
        ),
        case(
            "“The bridge is closed,” said Vučić.",
            "belgrade",
            direct("Vučić", "said", "The bridge is closed", "belgrade"),
        ),
        case(
            "Petković said: “The bridge stays closed.”",
            "belgrade",
            direct("Petković", "said", "The bridge stays closed", "belgrade"),
        ),
        case(
            "“The talks,” Lajčák said, “go on in May.”",
            "west",
            direct("Lajčák", "said", "The talks | go on in May", "west"),
        ),
        case(
            "Kurti said the raid was “lawful and needed”.",
            "pristina",
            mixed("Kurti", "said", "the raid was “lawful and needed", "pristina"),
        ),
    ],
    "plain demands, refusals and sources by phrases": [
        case(
            "Moscow demanded that the police leave the north.",
            "moscow",
            indirect("Moscow", "demanded", "that the police leave the north", "moscow"),
        ),
        case(
            "The European Union urged both sides to return to the table.",
            "west",
            indirect("The European Union", "urged", "both sides to return to the table", "west"),
        ),
        case(
            "The Quint called for restraint.",
            "west",
            indirect("The Quint", "called for", "restraint", "west"),
            wrong_spans="the preposition of a verb is left to the content",
        ),
        case(
            "Washington insisted that the vote be repeated.",
            "west",
            indirect("Washington", "insisted", "that the vote be repeated", "west"),
        ),
        case(
            "Osmani refused to sign the statement.",
            "pristina",
            indirect("Osmani", "refused", "to sign the statement", "pristina"),
        ),
        case(
            "Serbia threatened to close the border.",
            "belgrade",
            indirect("Serbia", "threatened", "to close the border", "belgrade"),
        ),
        case(
            "According to KFOR, the road was blocked.",
            "west",
            indirect("KFOR", "According to", "the road was blocked", "west"),
        ),
        case(
            "The road was blocked, according to the Kosovo police.",
            "pristina",
            indirect("the Kosovo police", "according to", "The road was blocked", "pristina"),
        ),
        case(
            "In Moscow's view, the mission is illegal.",
            "moscow",
            indirect("Moscow", "view", "the mission is illegal", "moscow"),
        ),
    ],
    "plain passives, nouns, adjectives and inner states": [
        case(
            "The raid was condemned by Belgrade.",
            "belgrade",
            indirect("Belgrade", "was condemned", "The raid", "belgrade"),
        ),
        case(
            "The deal was praised by the European Union.",
            "west",
            indirect("the European Union", "was praised", "The deal", "west"),
        ),
        case(
            "The vote is seen in Brussels as a test.",
            "west",
            indirect("Brussels", "is seen", "The vote | as a test", "west"),
        ),
        case(
            "Kurti's demand for an apology was ignored.",
            "pristina",
            indirect("Kurti", "demand", "for an apology", "pristina"),
            wrong_spans="a cue noun's content behind a preposition runs on over the verb",
        ),
        case(
            "Serbia's claim that the police fired first was not confirmed.",
            "belgrade",
            indirect("Serbia", "claim", "that the police fired first", "belgrade"),
        ),
        case(
            "Belgrade is convinced that the deal will fail.",
            "belgrade",
            indirect("Belgrade", "is convinced", "that the deal will fail", "belgrade"),
        ),
        case(
            "Pristina fears that the north will be cut off.",
            "pristina",
            indirect("Pristina", "fears", "that the north will be cut off", "pristina"),
        ),
        case(
            "The Serbian government intends to open an office in the north.",
            "belgrade",
            indirect("The Serbian government", "intends", "to open an office in the north", "belgrade"),
        ),
        case(
            "Vučić left the hall, saying the offer was an insult.",
            "belgrade",
            indirect("Vučić", "saying", "the offer was an insult", "belgrade"),
        ),
        case(
            "Kurti rejected the plan and said the law would stand.",
            "pristina",
            indirect("Kurti", "rejected", "the plan", "pristina"),
            indirect("Kurti", "said", "the law would stand", "pristina"),
        ),
        case(
            "The road would stay closed, Vučić said.",
            "belgrade",
            indirect("Vučić", "said", "The road would stay closed", "belgrade"),
        ),
        case(
            "The road, Kurti said, would stay closed.",
            "pristina",
            indirect("Kurti", "said", "The road | would stay closed", "pristina"),
        ),
        case(
            "The law, as Kurti noted, was passed in March.",
            "pristina",
            indirect("Kurti", "noted", "The law | was passed in March", "pristina"),
        ),
    ],
    "plain pronouns, descriptions and outsiders": [
        case(
            "Vučić met Borrell. He said the meeting was useful.",
            "narrator; belgrade",
            indirect("He", "said", "the meeting was useful", "belgrade"),
        ),
        case(
            "Osmani flew to Berlin. She said the visit was short.",
            "narrator; pristina",
            indirect("She", "said", "the visit was short", "pristina"),
        ),
        case(
            "KFOR closed the road. The alliance said it would reopen it.",
            "narrator; west",
            indirect("The alliance", "said", "it would reopen it", "west"),
        ),
        case(
            "In Pristina, officials said the plates would be changed.",
            "pristina",
            indirect("officials", "said", "the plates would be changed", "pristina"),
        ),
        case(
            "Residents said they had heard shots.",
            "other",
            indirect("Residents", "said", "they had heard shots", "other"),
        ),
        case("Analysts say the deal is dead.", "other", indirect("Analysts", "say", "the deal is dead", "other")),
        case(
            "Reuters reported that the road was blocked.",
            "other",
            indirect("Reuters", "reported", "that the road was blocked", "other"),
        ),
        case(
            "Dačić claimed that Kosovo had broken the deal.",
            "belgrade",
            indirect("Dačić", "claimed", "that Kosovo had broken the deal", "belgrade"),
        ),
        case(
            "Kurti denied that the police had fired.",
            "pristina",
            indirect("Kurti", "denied", "that the police had fired", "pristina"),
        ),
        case(
            "Brnabić admitted that the talks were hard.",
            "belgrade",
            indirect("Brnabić", "admitted", "that the talks were hard", "belgrade"),
        ),
        case(
            "The Russian foreign ministry voiced concern over the arrests.",
            "moscow",
            indirect("The Russian foreign ministry", "voiced concern", "over the arrests", "moscow"),
        ),
        case(
            "Peskov said that Russia supports Serbia.",
            "moscow",
            indirect("Peskov", "said", "that Russia supports Serbia", "moscow"),
        ),
        case(
            "EULEX confirmed that two men were held.",
            "west",
            indirect("EULEX", "confirmed", "that two men were held", "west"),
        ),
        case(
            "The US State Department said it was disappointed.",
            "west",
            indirect("The US State Department", "said", "it was disappointed", "west"),
        ),
        case(
            "Srpska Lista announced a boycott of the vote.",
            "belgrade",
            indirect("Srpska Lista", "announced", "a boycott of the vote", "belgrade"),
        ),
        case(
            "The Serbian Orthodox Church appealed for peace.",
            "belgrade",
            indirect("The Serbian Orthodox Church", "appealed for", "peace", "belgrade"),
            wrong_spans="the preposition of a verb is left to the content",
        ),
        case(
            "Stoltenberg said NATO would send more troops.",
            "west",
            indirect("Stoltenberg", "said", "NATO would send more troops", "west"),
        ),
        case(
            "The German chancellor said the vote must be repeated.",
            "west",
            indirect("The German chancellor", "said", "the vote must be repeated", "west"),
        ),
        case(
            "Lavrov accused the West of double standards.",
            "moscow",
            indirect("Lavrov", "accused", "the West of double standards", "moscow"),
        ),
        case(
            "The opposition in Belgrade said Vučić had lied.",
            "other",
            indirect("The opposition in Belgrade", "said", "Vučić had lied", "other"),
        ),
        case(
            "A taxi driver said the bridge was empty.",
            "other",
            indirect("A taxi driver", "said", "the bridge was empty", "other"),
        ),
        case(
            "The mayor of Zvečan refused to leave the building.",
            "pristina",
            indirect("The mayor of Zvečan", "refused", "to leave the building", "pristina"),
        ),
        case(
            "Kosovo's foreign minister said that her government would appeal.",
            "pristina",
            indirect("Kosovo's foreign minister", "said", "that her government would appeal", "pristina"),
        ),
        case(
            "The EU's envoy said both leaders had agreed.",
            "west",
            indirect("The EU's envoy", "said", "both leaders had agreed", "west"),
        ),
        case(
            "Vučić believes that time is on his side.",
            "belgrade",
            indirect("Vučić", "believes", "that time is on his side", "belgrade"),
        ),
        case("Kurti thinks the deal is bad.", "pristina", indirect("Kurti", "thinks", "the deal is bad", "pristina")),
    ],
}
