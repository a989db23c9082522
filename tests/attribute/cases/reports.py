"""Reports without quotation marks: clauses, judgements, nouns, adjectives, participles, and words that hedge them."""

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
        case("Vučić has a warning for Kurti: do not enter the building.", "belgrade"),
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
        case("As far as Pristina is concerned, the matter is closed.", "pristina"),
        case("In the eyes of the Kosovo government, the gangs answer to Serbia.", "pristina"),
        case(
            "As Washington sees it, the two sides have run out of excuses.",
            "west",
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
    "nouns with an owner": [
        case(
            "Belgrade's demand that the mayors resign was met with silence.",
            "belgrade",
            indirect("Belgrade", "demand", "that the mayors resign", "belgrade"),
        ),
        case("Kurti's insistence on elections surprised nobody.", "pristina"),
        case("The Russian foreign ministry's claim that soldiers had fired first found no support.", "moscow"),
        case("The Serbian request for a UN session was turned down.", "belgrade"),
        case("Vučić's promise to protect “every Serb” was repeated on all channels.", "belgrade"),
        case("NATO's concern about the barricades is well known.", "west"),
        case(
            "Serbia's position is that no one has recognised anything.",
            "belgrade",
            indirect("Serbia", "position", "that no one has recognised anything", "belgrade"),
        ),
        case("The US view is that the association is an obligation.", "west"),
        case("Kurti stayed at home. His refusal to meet the envoy made headlines.", "narrator; pristina"),
    ],
    "nouns with a source behind": [
        case("The decision drew criticism from Brussels.", "west"),
        case("A warning by NATO that it would step in calmed the streets.", "west"),
        case(
            "The view in Pristina is that time is on its side.",
            "pristina",
            indirect("Pristina", "view", "that time is on its side", "pristina"),
        ),
        case("There was anger in Belgrade over the arrests.", "belgrade"),
        case("Fears in Brussels that the truce will fail are growing.", "west"),
        case("An appeal from the UN mission for calm went unheard.", "west"),
        case("There is a belief among residents that the shops will close.", "other"),
        case("Objections by Moscow delayed the session.", "moscow"),
        case(
            "From Moscow came the warning that nothing would be forgotten.",
            "moscow",
            indirect("Moscow", "warning", "that nothing would be forgotten", "moscow"),
        ),
    ],
    "adjectives": [
        case(
            "Belgrade is adamant that the plates stay valid.",
            "belgrade",
            indirect("Belgrade", "is adamant", "that the plates stay valid", "belgrade"),
        ),
        case(
            "Kurti was confident the vote would pass.",
            "pristina",
            indirect("Kurti", "was confident", "the vote would pass", "pristina"),
        ),
        case("The EU is worried about the shortage of judges.", "west"),
        case("Moscow remains opposed to any change of the resolution.", "moscow"),
        case("Pristina is ready to sign.", "pristina"),
        case("Serbian officials are sceptical that the courts will move.", "belgrade"),
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
        case("The man Kurti calls a smuggler lives in Raška.", "pristina"),
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
    "raising and light verbs": [
        case("Pristina is said to favour a vote in spring.", "pristina"),
        case("Moscow is believed to oppose the list.", "moscow"),
        case("Vučić appears to accept the map.", "belgrade"),
        case("Kurti seems determined to hold the vote.", "pristina"),
        case(
            "Vučić continues to insist that no deal exists.",
            "belgrade",
            indirect("Vučić", "continues to insist", "that no deal exists", "belgrade"),
        ),
        case("The EU keeps urging both sides to return to the table.", "west"),
        case("Serbia went so far as to threaten a boycott.", "belgrade"),
        case("NATO expressed concern about the roadblocks.", "west"),
        case("Kurti made it clear that he would not attend.", "pristina"),
        case("Moscow voiced support for Belgrade.", "moscow"),
        case("Osmani gave assurances that minorities would be safe.", "pristina"),
        case("Belgrade issued a warning that it would close the crossings.", "belgrade"),
        case("The US took the view that the vote was legal.", "west"),
    ],
    "refusals, demands, fears and intentions": [
        case("Vučić refused to shake hands.", "belgrade", indirect("Vučić", "refused", "to shake hands", "belgrade")),
        case(
            "The Kosovo government declined to name the buyer.",
            "pristina",
            indirect("The Kosovo government", "declined", "to name the buyer", "pristina"),
        ),
        case(
            "The EU demanded the release of the three policemen.",
            "west",
            indirect("The EU", "demanded", "the release of the three policemen", "west"),
        ),
        case("NATO called on all parties to avoid steps that inflame the north.", "west"),
        case(
            "Serbia fears that the courts will be closed next.",
            "belgrade",
            indirect("Serbia", "fears", "that the courts will be closed next", "belgrade"),
        ),
        case("Moscow vetoed the British draft.", "moscow", indirect("Moscow", "vetoed", "the British draft", "moscow")),
        case("Kosovo recognised the court's ruling.", "pristina"),
        case("The Serb List boycotted the April vote.", "belgrade"),
        case("The Quint pressed Kurti to withdraw the special police.", "west"),
        case("Kurti intends to build two bridges.", "pristina"),
        case("Germany wants the veto lifted.", "west"),
        case(
            "Serbia threatened to recall its ambassador.",
            "belgrade",
            indirect("Serbia", "threatened", "to recall its ambassador", "belgrade"),
        ),
    ],
    "what is refused stands before": [
        case(
            "Brussels asked for a delay, a request the government in Pristina refused.",
            "west+pristina",
            indirect("the government in Pristina", "refused", "a request", "pristina"),
        ),
        case("Vučić proposed a swap of land, an idea that Berlin rejects.", "belgrade+west"),
        case("Belgrade accuses Pristina of theft, a charge Pristina denies.", "belgrade+pristina"),
    ],
    "judgements with a predicate": [
        case("Kurti called the raid a crime.", "pristina", indirect("Kurti", "called", "the raid a crime", "pristina")),
        case(
            "The Serbian patriarch called the law shameful.",
            "belgrade",
            indirect("The Serbian patriarch", "called", "the law shameful", "belgrade"),
        ),
        case("Zakharova branded the envoy a liar.", "moscow"),
        case("Osmani described the attack as terrorism.", "pristina"),
        case("The US labelled the move unhelpful.", "west"),
        case("Vučić considers the border a fiction.", "belgrade"),
    ],
}
