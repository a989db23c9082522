"""Reports without quotation marks: what somebody says, and where in the sentence source and cue stand."""

from tests.attribute.cases.case import case, indirect

CASES = {
    "a clause with “that”": [
        case(
            "Pristina maintains that the licence plates are a technical matter.",
            "pristina",
            indirect("Pristina", "maintains", "that the licence plates are a technical matter", "pristina"),
        ),
        case(
            "The Serbian government said on Monday that it would appeal.",
            "belgrade",
            indirect("The Serbian government", "said", "that it would appeal", "belgrade"),
        ),
        case(
            "Kurti denied that his officers had beaten anyone.",
            "pristina",
            indirect("Kurti", "denied", "that his officers had beaten anyone", "pristina"),
        ),
        case(
            "Zakharova claimed that the mission took orders from Washington.",
            "moscow",
            indirect("Zakharova", "claimed", "that the mission took orders from Washington", "moscow"),
        ),
        case("The EU reminded both sides that the deadline is in May.", "west"),
        case(
            "Hovenier told local media that the licence plate rule could wait.",
            "west",
            indirect("Hovenier", "told", "that the licence plate rule could wait", "west"),
        ),
    ],
    "a clause without “that”": [
        case(
            "Borrell said the two leaders had agreed on nothing.",
            "west",
            indirect("Borrell", "said", "the two leaders had agreed on nothing", "west"),
        ),
        case("Officials in Pristina said most had left.", "pristina"),
        case(
            "Vučić believes the census was rigged.",
            "belgrade",
            indirect("Vučić", "believes", "the census was rigged", "belgrade"),
        ),
        case("NATO says its patrols will double.", "west", indirect("NATO", "says", "its patrols will double", "west")),
        case(
            "Kurti hopes the association can be discussed after the vote.",
            "pristina",
            indirect("Kurti", "hopes", "the association can be discussed after the vote", "pristina"),
        ),
    ],
    "a clause before its cue": [
        case(
            "The north will get new mayors in April, Kosovo's president said.",
            "pristina",
            indirect("Kosovo's president", "said", "The north will get new mayors in April", "pristina"),
        ),
        case(
            "The convoy had turned back, a KFOR spokesman added.",
            "west",
            indirect("a KFOR spokesman", "added", "The convoy had turned back", "west"),
        ),
        case(
            "Nobody would be arrested without a warrant, Svečla promised.",
            "pristina",
            indirect("Svečla", "promised", "Nobody would be arrested without a warrant", "pristina"),
        ),
    ],
    "a clause round its cue": [
        case(
            "The mayors, Kurti said, will work from the new building.",
            "pristina",
            indirect("Kurti", "said", "The mayors | will work from the new building", "pristina"),
        ),
        case("The money, the World Bank said, is not lost.", "other"),
        case(
            "Russia, Vučić says, has offered gas at a lower price.",
            "belgrade",
            indirect("Vučić", "says", "Russia | has offered gas at a lower price", "belgrade"),
        ),
        case("Serbia, in Kurti's words, “plays for time”.", "pristina"),
    ],
    "a colon": [
        case("The Serbian side set out one condition: the police must leave.", "belgrade"),
        case(
            "Vučić has a warning for Kurti: do not enter the building.",
            "belgrade",
            wrong_voices="a cue noun that is the object of “have”",
        ),
    ],
    "according to": [
        case(
            "According to the Kosovo police, two men fled on foot.",
            "pristina",
            indirect("the Kosovo police", "According to", "two men fled on foot", "pristina"),
        ),
        case(
            "Two men fled on foot, according to Kosovo's interior ministry.",
            "pristina",
            indirect("Kosovo's interior ministry", "according to", "Two men fled on foot", "pristina"),
        ),
        case(
            "The shots came, according to witnesses, from the hill.",
            "other",
            indirect("witnesses", "according to", "The shots came | from the hill", "other"),
        ),
        case("The costs, according to a World Bank study, will double.", "other"),
        case(
            "According to Vučić's office, the call lasted ten minutes.",
            "belgrade",
            indirect("Vučić's office", "According to", "the call lasted ten minutes", "belgrade"),
        ),
    ],
    "in somebody's view": [
        case(
            "In Moscow's view, the mission has no mandate left.",
            "moscow",
            indirect("Moscow", "view", "the mission has no mandate left", "moscow"),
        ),
        case("In Kurti's opinion the statute is not binding.", "pristina"),
        case("From Serbia's point of view, the border does not exist.", "belgrade"),
        case("From the Western perspective, the vote was legal but unwise.", "west"),
        case(
            "To Belgrade, the new plates are an insult.",
            "belgrade",
            indirect("Belgrade", "To", "the new plates are an insult", "belgrade"),
        ),
        case("For the Kremlin, the dispute is a lever.", "moscow"),
        case(
            "As far as Pristina is concerned, the matter is closed.",
            "pristina",
            wrong_voices="a cue of two parts with its source between them",
        ),
        case("In the eyes of the Kosovo government, the gangs answer to Serbia.", "pristina"),
        case(
            "As Washington sees it, the two sides have run out of excuses.",
            "west",
            wrong_voices="“see it” reports only behind “as”; as a cue it would also take “nobody had seen it”",
        ),
    ],
    "passives": [
        case(
            "The convoy is regarded by NATO as a provocation.",
            "west",
            indirect("NATO", "is regarded", "The convoy | as a provocation", "west"),
        ),
        case(
            "The law is viewed in Moscow as a step to partition.",
            "moscow",
            indirect("Moscow", "is viewed", "The law | as a step to partition", "moscow"),
        ),
        case(
            "The resignation was seen in Pristina as a trick.",
            "pristina",
            indirect("Pristina", "was seen", "The resignation | as a trick", "pristina"),
        ),
        case("The move was condemned by the Serbian parliament.", "belgrade"),
        case("The statute has been rejected by Kurti and by his party.", "pristina"),
        case("The tariffs were criticised in Brussels and Washington.", "west"),
        case("In Moscow, the exercise was read as a signal.", "moscow"),
        case("The map was drawn by the Serbian ministry.", "narrator"),
        case("Three men were arrested by the Kosovo police.", "narrator"),
        case("The talks were held in Brussels.", "narrator"),
    ],
    "participles": [
        case(
            "Vučić cancelled the trip, saying that he had work at home.",
            "belgrade",
            indirect("Vučić", "saying", "that he had work at home", "belgrade"),
        ),
        case("Citing security, Kurti refused to name the witness.", "pristina"),
        case("Warning of a new war, Zakharova called for a session of the Security Council.", "moscow"),
        case("Lajčák left without a signature, adding the door stays open.", "west"),
        case("Speaking in Brussels, Osmani accused Serbia of delay.", "pristina"),
        case(
            "The session broke up, with the Russian envoy warning that Serbs would be driven out.",
            "moscow",
            indirect("the Russian envoy", "warning", "that Serbs would be driven out", "moscow"),
        ),
        case("Asked whether he would run, Vučić said he would not.", "belgrade"),
    ],
    "conjoined verbs": [
        case(
            "Kurti thanked the voters and promised that roads would be built.",
            "pristina",
            indirect("Kurti", "promised", "that roads would be built", "pristina"),
        ),
        case(
            "Stoltenberg praised the troops but said that more were needed.",
            "west",
            indirect("Stoltenberg", "said", "that more were needed", "west"),
        ),
        case("The Serbian president neither confirmed the call nor denied that he had made it.", "belgrade"),
        case("Vučić accused Pristina of lying, urged calm and called for talks.", "belgrade"),
    ],
    "relative clauses": [
        case(
            "Kurti, who says he will not yield, met the envoy on Monday.",
            "pristina",
            indirect("Kurti", "says", "he will not yield", "pristina"),
        ),
        case("Residents who blame the police for the damage will sue.", "other"),
        case("The Serbian minister, who had denied the report, resigned.", "belgrade"),
        case("The plan, which Moscow opposes, goes to the Council in May.", "moscow"),
        case("The officer whom Pristina accuses of spying is at home.", "pristina"),
        case("The text that Vučić refused to sign has eleven articles.", "belgrade"),
        case(
            "The man Kurti calls a smuggler lives in Raška.",
            "pristina",
            wrong_voices="no relative pronoun, and the tagger takes “lives” for a noun",
        ),
    ],
    "appositions and parentheses": [
        case(
            "Miloš Vučević, Serbia's defence minister, said the army was on alert.",
            "belgrade",
            indirect("Miloš Vučević, Serbia's defence minister", "said", "the army was on alert", "belgrade"),
        ),
        case(
            "Kosovo's interior minister, Xhelal Svečla, said the weapons came by lorry.",
            "pristina",
            indirect("Kosovo's interior minister, Xhelal Svečla", "said", "the weapons came by lorry", "pristina"),
            wrong_voices="the tagger takes “came” for a participle, so no clause is seen",
            wrong_spans="the tagger takes “came” for a participle, so no clause is seen",
        ),
        case(
            "Kosovo's interior minister, Xhelal Svečla, said the weapons were hidden in a lorry.",
            "pristina",
            indirect(
                "Kosovo's interior minister, Xhelal Svečla", "said", "the weapons were hidden in a lorry", "pristina"
            ),
        ),
        case("Vučić (53) said he was not tired.", "belgrade"),
        case("Ana Brnabić – then on holiday – said the session would wait.", "belgrade"),
        case(
            "The Quint (France, Germany, Italy, Britain and the United States) urged Pristina to reverse the step.",
            "west",
        ),
        case("KFOR, the NATO mission in Kosovo, said its guards had been attacked.", "west"),
    ],
    "inverted order": [
        case("Said Kurti: “We are patient.”", "pristina"),
        case("“The door is closed,” replied the Kremlin.", "moscow"),
        case("Time is short, warned Borrell.", "west", indirect("Borrell", "warned", "Time is short", "west")),
    ],
}
