"""Quotations: where the cue stands, how far the quotation goes, and with what marks it is written."""

from tests.attribute.cases.case import case, direct, indirect, mixed

CASES = {
    "quotation before its cue": [
        case(
            "“We will keep our officers in every town,” said Kurti.",
            "pristina",
            direct("Kurti", "said", "We will keep our officers in every town", "pristina"),
        ),
        case(
            "“Nobody asked us about the mayors,” Vučić said.",
            "belgrade",
            direct("Vučić", "said", "Nobody asked us about the mayors", "belgrade"),
        ),
        case(
            "“The soldiers acted with restraint,” a KFOR spokesman told reporters.",
            "west",
            direct("a KFOR spokesman", "told", "The soldiers acted with restraint", "west"),
        ),
        case(
            "“It is a matter of principle,” Osmani wrote on Facebook.",
            "pristina",
            direct("Osmani", "wrote", "It is a matter of principle", "pristina"),
        ),
        case(
            "“Who benefits from this?” asked Zakharova.",
            "moscow",
            direct("Zakharova", "asked", "Who benefits from this", "moscow"),
        ),
        case(
            "“Enough!” shouted one of the protesters.",
            "other",
            direct("one of the protesters", "shouted", "Enough", "other"),
        ),
        case(
            "“I have nothing to add,” the Serbian defence minister, Miloš Vučević, told the daily Politika.",
            "belgrade",
            direct("the Serbian defence minister, Miloš Vučević", "told", "I have nothing to add", "belgrade"),
        ),
    ],
    "quotation behind its cue": [
        case(
            "Vučić said: “Serbia will not bow.”",
            "belgrade",
            direct("Vučić", "said", "Serbia will not bow", "belgrade"),
        ),
        case(
            "Peskov commented, “Such steps bring the region closer to war.”",
            "moscow",
            direct("Peskov", "commented", "Such steps bring the region closer to war", "moscow"),
        ),
        case(
            "In a statement, the EU delegation wrote: “The barricades must come down.”",
            "west",
            direct("the EU delegation", "wrote", "The barricades must come down", "west"),
        ),
        case(
            "Asked about elections, Kurti replied: “Not before autumn.”",
            "pristina",
            direct("Kurti", "replied", "Not before autumn", "pristina"),
        ),
        case("As Lajčák put it, “the cake is too small for so many forks.”", "west"),
        case("The message from Brussels was blunt: “Do your homework.”", "west"),
        case(
            "Escobar told the committee, “Our patience is not endless.”",
            "west",
            direct("Escobar", "told", "Our patience is not endless", "west"),
        ),
    ],
    "quotation round its cue": [
        case(
            "“The list,” Gervalla said, “is incomplete, and Serbia knows it.”",
            "pristina",
            direct("Gervalla", "said", "The list | is incomplete, and Serbia knows it", "pristina"),
        ),
        case(
            "“We came here,” said Lavrov, “to speak about law.”",
            "moscow",
            direct("Lavrov", "said", "We came here | to speak about law", "moscow"),
        ),
        case(
            "“If the mayors leave,” Petković warned, “people will go home.”",
            "belgrade",
            direct("Petković", "warned", "If the mayors leave | people will go home", "belgrade"),
        ),
    ],
    "words of a clause in quotation marks": [
        case(
            "Kurti called the arrest “a message to all citizens”.",
            "pristina",
            mixed("Kurti", "called", "the arrest “a message to all citizens", "pristina"),
        ),
        case(
            "Stoltenberg said NATO would send “as many troops as necessary” to the north.",
            "west",
            mixed("Stoltenberg", "said", "NATO would send … to the north", "west"),
        ),
        case("The Russian embassy spoke of “a farce with a European label”.", "moscow"),
        case(
            "The vote was “a textbook example of democracy”, according to the US ambassador.",
            "west",
            mixed("the US ambassador", "according to", "The vote was “a textbook example of democracy", "west"),
        ),
        case(
            "The draft is “dead”, Kurti said.",
            "pristina",
            mixed("Kurti", "said", "The draft is “dead", "pristina"),
        ),
        case("Brnabić described the raid as “an act of terror” and demanded an apology.", "belgrade"),
    ],
    "speech of several sentences": [
        case(
            "“We did not start this,” Vučić said. “We did not ask for it. We want to end it.”",
            "belgrade; belgrade; belgrade",
        ),
        case(
            "“Elections are legal. They were open to all. Nobody was turned away,” said Svečla.",
            "pristina; pristina; pristina",
        ),
        case(
            "Dačić was blunt. “There is no text to sign.”",
            "narrator; belgrade",
            wrong_voices="the sentence before a quotation names the speaker, but holds no report",
        ),
        case(
            "“The bridge stays open,” Kurti said. He left without taking questions. “It will stay open for good.”",
            "pristina; narrator; pristina",
        ),
        case(
            "Vučić spoke in Niš. “Serbia is not for sale,” he told the crowd. “It never was.”",
            "narrator; belgrade; belgrade",
            direct("he", "told", "Serbia is not for sale", "belgrade"),
        ),
        case(
            "“The talks are over,” Kurti said. “They are not,” Vučić replied.",
            "pristina; belgrade",
            direct("Kurti", "said", "The talks are over", "pristina"),
            direct("Vučić", "replied", "They are not", "belgrade"),
        ),
    ],
    "speech over paragraphs": [
        case(
            "“We have waited long enough,” Osmani said.\n\n“The deadline was theirs, not ours.”",
            "pristina; pristina",
        ),
        case(
            "“The first point is the mayors,” Lajčák said.\n\n“The second is the police.\n\n“The third is money.”",
            "west; west; west",
        ),
        case(
            "Putin named three conditions: “The first is law.\n\n“The second is law.\n\n“The third is patience.”",
            "moscow; moscow; moscow",
        ),
        case("“The talks are over,” Kurti said.\n\n“They are not,” Vučić replied.", "pristina; belgrade"),
        case("“I am afraid,” said a nurse from Zvečan.\n\n“My son does not sleep.”", "other; other"),
        case("“This is final,” Vučić said.\n\nSnow fell on the town all night.", "belgrade; narrator"),
    ],
    "kinds of quotation marks": [
        case(
            '"The gate is open," Kurti said. "Nobody is locked out."',
            "pristina; pristina",
            direct("Kurti", "said", "The gate is open", "pristina"),
        ),
        case(
            "‘Our police are calm,’ said Svečla.",
            "pristina",
            direct("Svečla", "said", "Our police are calm", "pristina"),
        ),
        case(
            "‘We don’t need Kosovo’s permission,’ Vučić said.",
            "belgrade",
            direct("Vučić", "said", "We don’t need Kosovo’s permission", "belgrade"),
        ),
        case(
            "'Our door is not locked,' Osmani said.",
            "pristina",
            direct("Osmani", "said", "Our door is not locked", "pristina"),
        ),
        case(
            "«This is a provocation», Zakharova said.",
            "moscow",
            direct("Zakharova", "said", "This is a provocation", "moscow"),
        ),
        case(
            "»The mission continues«, a NATO spokeswoman said.",
            "west",
            direct("a NATO spokeswoman", "said", "The mission continues", "west"),
        ),
        case(
            "``We do not trade in towns,'' Kurti said.",
            "pristina",
            direct("Kurti", "said", "We do not trade in towns", "pristina"),
        ),
        case(
            "„We expect an answer by Friday“, Borrell said.",
            "west",
            direct("Borrell", "said", "We expect an answer by Friday", "west"),
        ),
        case(
            "“He told me ‘come alone’ and I came alone,” said Dačić.",
            "belgrade",
            direct("Dačić", "said", "He told me … came alone", "belgrade"),
        ),
    ],
    "quotation marks round words that nobody says": [
        case("The so-called “parallel structures” still pay pensions in the north.", "narrator"),
        case("The film “The Long Winter in Mitrovica” opens on Friday.", "narrator"),
        case("Police stopped a lorry with the word “Justice” painted on it.", "narrator"),
        case("The caption read: “”. Rain fell on the empty square.", "narrator; narrator"),
    ],
    "marks without their partner": [
        case("“We will be back on Monday, Kurti said. The snow melted early.", "pristina; narrator"),
        case("The deal is dead,” Vučić said. Rain fell all afternoon.", "belgrade; narrator"),
        case('A 12" pipe burst near Zvečan. “Repairs will take a week,” Kurti said.', "narrator; pristina"),
        case('“The road is still mined," Borrell said. The road was quiet.', "west; narrator"),
        case("“Not now, Vučić said.\n\n“Not ever,” Kurti said.\n\nRain fell.", "belgrade; pristina; narrator"),
    ],
    "capitals, headlines, lists and bare lines": [
        case("KURTI SAID THE POLICE WOULD STAY IN THE NORTH.", "pristina"),
        case("SERBIA REJECTS THE NEW PLAN.", "belgrade"),
        case("“NO DEAL WITHOUT GUARANTEES,” VUČIĆ SAID.", "belgrade"),
        case("Vučić said that Serbia would not give up its people in the north", "belgrade"),
        case(
            "Kurti: Elections will go ahead",
            "pristina",
            indirect("Kurti", ":", "Elections will go ahead", "pristina"),
        ),
        case("Moscow warns West over Kosovo", "moscow"),
        case("Kosovo police to stay in north, Kurti says", "pristina"),
        case("“No way back” for Serb judges, Petković says", "belgrade"),
        case(
            "Vučić, Kurti trade blame over plates",
            "belgrade+pristina",
            wrong_voices="the comma of headlines that stands for “and”",
        ),
        case("Serbia demands answers over arrests", "belgrade"),
        case(
            "Moscow Vetoed New Mission, Borrell Said",
            "west",
            wrong_voices="the tagger takes the verbs of headlines in title case for names",
        ),
        case("Kosovo Police Will Stay, Kurti Told Reporters", "pristina"),
        case("Serbia to Kosovo: Withdraw police", "belgrade"),
        case("- Kurti said the vote stands.\n- Vučić said it does not.", "pristina; belgrade"),
    ],
}
