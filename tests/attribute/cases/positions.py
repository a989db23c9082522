"""Positions that somebody takes: demands, refusals, fears, judgements, by nouns, adjectives and verbs that hedge."""

from tests.attribute.cases.case import case, indirect

CASES = {
    "nouns with an owner": [
        case(
            "Belgrade's demand that the mayors resign was met with silence.",
            "belgrade",
            indirect("Belgrade", "demand", "that the mayors resign", "belgrade"),
            wrong_spans="the tagger takes “resign” for a noun, so the clause runs on",
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
        case(
            "The decision drew criticism from Brussels.",
            "west",
            wrong_voices="a cue noun whose content is not behind it; taking it costs precision elsewhere",
        ),
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
        case(
            "Objections by Moscow delayed the session.",
            "moscow",
            wrong_voices="a cue noun whose content is not behind it; taking it costs precision elsewhere",
        ),
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
        case(
            "Osmani gave assurances that minorities would be safe.",
            "pristina",
            wrong_voices="a cue noun that is the object of “give”",
        ),
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
        case(
            "Belgrade accuses Pristina of theft, a charge Pristina denies.",
            "belgrade+pristina",
        ),
    ],
    "taking a side": [
        case("Moscow, meanwhile, cheers him on.", "moscow"),
        case("The United States stood squarely behind Pristina.", "west"),
        case("Russia reacted with fury.", "moscow"),
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
    "nobody says": [
        case("Nobody called for a strike.", "narrator"),
        case("No Serb was asked, and none of them complained.", "narrator"),
        case("No official in Pristina accused Serbia of theft.", "narrator"),
    ],
    "nouns with a clause behind them": [
        case(
            "The weight Kurti had put on consent was noticed.",
            "pristina",
            indirect("Kurti", "weight", "on consent", "pristina"),
            wrong_spans="a cue noun's content behind a preposition runs on over the verb",
        ),
        case(
            "Few understood the emphasis Moscow placed on the text of 1999.",
            "moscow",
            indirect("Moscow", "emphasis", "on the text of 1999", "moscow"),
        ),
        case("The emphasis on consent was new.", "narrator"),
    ],
    "whoever asks is not whoever refuses": [
        case(
            "Germany has asked Pristina to lift the ban, a step the government refused.",
            "west+pristina",
            indirect("the government", "refused", "a step", "pristina"),
        ),
    ],
}
