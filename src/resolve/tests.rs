use crate::Extractor;

/// Speaker and role of the first quotation.
fn speaker(text: &str) -> (String, String) {
    let found = Extractor::default().extract(text);
    let who = found.quotations[0].attribution.expect("a speaker");
    (who.speaker.of(text).to_owned(), who.role.map_or(String::new(), |role| role.of(text).to_owned()))
}

#[test]
fn a_role_is_found_wherever_it_stands() {
    for (text, role) in [
        ("“No,” said Ana Berg, the head of the clinic in Lindau.", "head of the clinic in Lindau"),
        ("“No,” said former secretary of state Ana Berg.", "former secretary of state"),
        ("The mayor, Ana Berg, said: “No.”", "mayor"),
        ("Ana Berg, who is a nurse in Rome, said: “No.”", "nurse in Rome"),
        ("His neighbour, Ana Berg, said: “No.”", "neighbour"),
        ("One of the rebels, Ana Berg, said: “No.”", "One of the rebels"),
        ("It was a girl of 11, Ana Berg, who said: “No.”", "girl of 11"),
        ("“No,” said Ana Berg of Lindau University, the study's first author.", "study's first author"),
        ("“No,” said Ana Berg, sarpanch of Dhobighat.", "sarpanch of Dhobighat"),
        ("Ana Berg, a fishmonger and mother of five, said: “No.”", "fishmonger and mother of five"),
        ("Ana Berg, prosecuting, said: “No.”", "prosecuting"),
        ("“No,” said Ana Berg (Team Kestrel).", "Team Kestrel"),
        ("“No,” Berg said. That ended Ana Berg's career as a customs officer.", "customs officer"),
        ("Haulier Ana Berg said: “No.”", "Haulier"),
        ("Family doctor Ana Berg said: “No.”", "Family doctor"),
        ("“No,” said Ana Berg, whose brother is a nurse.", ""),
        ("“No,” said Ana Berg. She left.", ""),
    ] {
        assert_eq!(speaker(text), ("Ana Berg".to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn the_fullest_name_is_taken_wherever_it_stands() {
    assert_eq!(
        speaker("“No,” Berg said.\n\nThe doctor Ana K. Berg left. Ana Berg came back.").0,
        "Ana K. Berg"
    );
    assert_eq!(speaker("Ana Berg hits back at critics\n\n“No,” Berg said.").0, "Ana Berg");
    // What a headline glues to a name is none of it.
    let headline = "Berg Says New Bridge Will Hold Through Winter\n\n“No,” Berg said.";
    assert_eq!(speaker(headline).0, "Berg");
}

#[test]
fn bodies_have_roles_and_whole_names() {
    for (text, name, role) in [
        ("The toymaker Pluckley said: “No.”", "Pluckley", "toymaker"),
        ("Acme Ferries, a unit of Berg Capital, said: “No.”", "Acme Ferries", "unit of Berg Capital"),
        ("“No,” said the coal mining giant Dunmore Energy.", "Dunmore Energy", "coal mining giant"),
        ("The Teachers Federation said: “No.”", "Teachers Federation", ""),
        ("Parchment Systems said: “No.”", "Parchment Systems", ""),
        ("The toymaker Pluckley left. “No,” the toymaker said.", "Pluckley", "toymaker"),
    ] {
        assert_eq!(speaker(text), (name.to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn bodies_are_no_people_with_titles() {
    for (text, name) in [
        ("The Justice Department said: “No.”", "Justice Department"),
        ("General Motors said: “No.”", "General Motors"),
        ("The Metropolitan Police said: “No.”", "Metropolitan Police"),
        ("Lindau Consumer Credit said: “No.”", "Lindau Consumer Credit"),
        ("“No,” said St. Mary's Hospital.", "St. Mary's Hospital"),
        ("“No,” McDonald's said.", "McDonald's"),
        ("“No,” said Weber & Berg.", "Weber & Berg"),
    ] {
        assert_eq!(speaker(text), (name.to_owned(), String::new()), "{text}");
    }
    assert_eq!(speaker("“No,” said Judge Church.").0, "Church");
    assert_eq!(speaker("The Health Minister, Ana Berg, said: “No.”").1, "Health Minister");
    assert_eq!(
        speaker("“No,” the Food and Supplies Minister, Ana Berg, said."),
        ("Ana Berg".to_owned(), "Food and Supplies Minister".to_owned())
    );
}

#[test]
fn a_name_beside_a_description_is_the_speaker() {
    for (text, name) in [
        ("The book’s author, Perpetua Vane, said: “No.”", "Perpetua Vane"),
        ("Her publisher, Small Hours Press, said: “No.”", "Small Hours Press"),
        ("“No,” one caller, Doreen of Hythe, said.", "Doreen"),
        ("A passenger, who gave her name only as Ana, said: “No.”", "Ana"),
        ("“No,” said an officer identifying himself as Maj. Bo Berg.", "Bo Berg"),
        ("A woman named Ana Berg said: “No.”", "Ana Berg"),
        ("The owners, Silas and June Berg, said: “No.”", "Silas and June Berg"),
        ("An aide called Berg “a liar.”", "An aide"),
        ("Branded “a menace” by prosecutors, Bo Berg smiled.", "prosecutors"),
        ("At Lindau, a woman said: “No.”", "a woman"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn somebody_is_a_person_though_a_place_has_that_name() {
    let text = "One is Helena, a nurse. She was late. “No,” she said.";
    assert_eq!(speaker(text), ("Helena".to_owned(), "nurse".to_owned()));
    assert_eq!(speaker("Ana Berg left. Born in Rome, she came back. “No,” she said.").0, "Ana Berg");
    assert_eq!(speaker("The chairman, Rosamund Berg, left. “No,” she said.").0, "Rosamund Berg");
}

#[test]
fn somebody_is_called_by_what_he_does() {
    let text = "Brothers Milan and Pavel Berg disagree. Milan bakes and Pavel brews. ";
    assert_eq!(speaker(&format!("{text}“No,” the brewer said.")).0, "Pavel Berg");
    assert_eq!(speaker(&format!("{text}“No,” the baker said.")).0, "Milan");
}

#[test]
fn what_stands_before_and_behind_a_name_is_none_of_it() {
    for text in [
        "Ex-Rep. Ana Berg said: “No.”",
        "Vice-Minister Ana Berg said: “No.”",
        "Nine-year-old Ana Berg said: “No.”",
        "Vice-Adm. Ana Berg said: “No.”",
        "Major Ana Berg said: “No.”",
        "Hajia Ana Berg said: “No.”",
        "“No,” said Ana Berg KC.",
    ] {
        assert_eq!(speaker(text).0, "Ana Berg", "{text}");
    }
    assert_eq!(speaker("Mayor Ana Barragán Luna left. “No,” Barragán said.").0, "Ana Barragán Luna");
    assert_eq!(speaker("“No,” said Mr Goh. Goh Teck Huat left.").0, "Goh Teck Huat");
    assert_eq!(speaker("“No,” said Wong Wing-kei.").0, "Wong Wing-kei");
}

#[test]
fn an_age_a_party_or_a_relation_tells_who_it_is() {
    let ages = "Ana Berg, 29, met Lee Croft, 41. ";
    assert_eq!(speaker(&format!("{ages}“No,” the 29-year-old said.")).0, "Ana Berg");
    assert_eq!(speaker(&format!("{ages}“No,” the 41-year-old said.")).0, "Lee Croft");
    let senator = "Senator Ana Berg did not laugh. “No,” the Dakota Republican said.";
    assert_eq!(speaker(senator).0, "Ana Berg");
    let chairman =
        "Nana Kwame Osei sacked John Weber. The chairman, Nana Osei, remembers none. “No,” he said.";
    assert_eq!(speaker(chairman).0, "Nana Kwame Osei");
    assert_eq!(speaker("Fr. John Weber came. “No,” the priest said.").0, "John Weber");
}

#[test]
fn a_namesake_who_comes_later_is_not_the_one_with_the_office() {
    let rest = "“No,” Berg said.\n\nHe and the first lady, Clara Berg, left.";
    assert_eq!(speaker(&format!("President Berg spoke. {rest}")).0, "Berg");
    assert_eq!(speaker("“No,” Berg said.\n\nPresident Clara Berg left.").0, "Clara Berg");
}

#[test]
fn nobody_speaks_of_himself_by_his_given_name() {
    let before = "Alan Berg spoke. His mother, Alma Berg, rose. ";
    assert_eq!(speaker(&format!("{before}“Alan never did,” Berg said.")).0, "Alma Berg");
    assert_eq!(speaker(&format!("{before}“Alma never did,” Berg said.")).0, "Alan Berg");
}

#[test]
fn relatives_and_reflexives_go_to_whom_they_stand_beside() {
    for text in [
        "Ana Berg of Lindau University, who said it was “off”, left.",
        "Ana Berg, a judge at the High Court, who said it was “off”, left.",
        "Ana Berg, who counsels rural vets and who once said it was “off”, left.",
        "Ana Berg herself said it was “off”.",
    ] {
        assert_eq!(speaker(text).0, "Ana Berg", "{text}");
    }
}

#[test]
fn it_is_a_body_or_what_is_written() {
    for (text, name) in [
        ("Acme Ferries raised its fares. In a statement it said this was “fair”.", "Acme Ferries"),
        ("Acme Ferries sent a letter. It reads: “No.”", "a letter"),
        ("“No,” the complaint states.", "the complaint"),
        ("Acme Ferries objects. The policy, it said, was “off”.", "Acme Ferries"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn the_first_person_is_whose_turn_it_is_or_who_the_article_is_by() {
    assert_eq!(speaker("BERG: I met her. “No,” I told her.").0, "BERG");
    assert_eq!(speaker("Rain\n\nBy Ana Berg\n\nIt rained.\n\n“No,” I said.").0, "Ana Berg");
}

#[test]
fn a_pronoun_goes_to_a_person_of_its_gender() {
    assert_eq!(speaker("Maria Rossi met John Weber in Rome. “No,” she said.").0, "Maria Rossi");
    assert_eq!(speaker("John Weber met Maria Rossi in Rome. “No,” he said.").0, "John Weber");
}

#[test]
fn a_description_goes_to_whom_the_article_gives_that_title() {
    let text = "League Secretary General Ana Berg spoke. He left.\n\n“No,” the secretary general said.";
    assert_eq!(speaker(text).0, "Ana Berg");
    assert_eq!(speaker("“No,” a neighbour said. He left.").0, "a neighbour");
}

#[test]
fn what_a_person_is_called_goes_back_to_the_name() {
    for text in [
        "Winger Ana Berg scored. “No,” said the 24-year-old.",
        "Coach Ana Berg was glad. “No,” the Corkwoman said.",
        "Coach Ana Berg was glad. “No,” the Greek-Australian said.",
        "Ana Berg made 100. “No,” the left-hander said.",
        "Ana Berg left the Centre. “No,” the Labour MP said.",
        "Minister Ana al-Berg spoke. “No,” Berg said.",
        "Counsel to the defendant, Ana Berg, SAN, described it as “off”.",
    ] {
        let name = speaker(text).0;
        assert!(matches!(name.as_str(), "Ana Berg" | "Ana al-Berg"), "{text}: {name}");
    }
}

#[test]
fn a_relative_is_not_whose_relative_she_is() {
    assert_eq!(speaker("Toh's wife wept. “No,” she said.").0, "Toh's wife");
    assert_eq!(speaker("Toh's ex-husband left. “No,” he said.").0, "Toh's ex-husband");
}

#[test]
fn some_of_many_are_not_all_of_them_nor_whom_they_belong_to() {
    for (text, name) in [
        ("Friends of Ana Berg said: “No.”", "Friends of Ana Berg"),
        ("“No,” relatives of the victim said.", "relatives of the victim"),
        ("One of the doctors said it was “off”.", "One of the doctors"),
        ("Two nurses spoke. “No,” one of them said.", "one of them"),
        ("A spokeswoman for the company, Brent Foods, said it was “off”.", "A spokeswoman for the company"),
        ("Ana Berg smiled. Her agent said: “No.”", "Her agent"),
        ("Ana Berg met a doctor. The doctor said: “No.”", "The doctor"),
        ("One student left. Another added: “No.”", "Another"),
        ("Sister Ana Berg left. “No,” Sister Ana said.", "Ana Berg"),
        ("Consumer Reports said it was “off”.", "Consumer Reports"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn what_others_report_is_whose_words_it_is() {
    assert_eq!(speaker("Police said Berg shouted “off” and ran.").0, "Berg");
    assert_eq!(speaker("Prosecutors say that Berg texted a friend: “No.”").0, "Berg");
    assert_eq!(speaker("Police say the man yelled, “No.”").0, "the man");
    assert_eq!(speaker("Police heard Ana Berg shouting “off”.").0, "Ana Berg");
    assert_eq!(speaker("Mr. Bode said that Ana Berg, a broker, told him, “No.”").0, "Ana Berg");
    assert_eq!(speaker("Ms. Orr said a man in the lobby told her, “No.”").0, "a man in the lobby");
    assert_eq!(speaker("Tom Reed, a welder, said his boss told him, “No.”").0, "his boss");
    let asked = Extractor::default().extract("Asked “Are you rich?” Berg said no.");
    assert!(asked.quotations[0].attribution.is_none());
    assert_eq!(speaker("Asked by a reporter, “Are you rich?” Berg said no.").0, "a reporter");
    assert_eq!(speaker("Berg shouted “No”, police said.").0, "Berg");
    assert_eq!(speaker("The clerk said “No,” and left.").0, "The clerk");
    assert_eq!(speaker("Aas said the overture showed “promise”.").0, "Aas");
    assert_eq!(speaker("A spokesman for No 10 said it was “off”.").0, "A spokesman for No 10");
}

#[test]
fn offices_of_every_shape_stand_before_names() {
    for (text, name, role) in [
        ("Minister for Foreign Affairs Ana Berg said: “No.”", "Ana Berg", "Minister for Foreign Affairs"),
        ("Secretary of State for Defence Ana Berg said: “No.”", "Ana Berg", "Secretary of State for Defence"),
        ("Shadow minister for transport Ana Berg said: “No.”", "Ana Berg", "Shadow minister for transport"),
        (
            "Health and Social Care Secretary Ana Berg said: “No.”",
            "Ana Berg",
            "Health and Social Care Secretary",
        ),
        ("Search and rescue coordinator Ana Berg said: “No.”", "Ana Berg", "Search and rescue coordinator"),
        ("Labour MP for Crewe Ana Berg said: “No.”", "Ana Berg", "Labour MP for Crewe"),
        ("Farmers' Union (FU) president Ana Berg said: “No.”", "Ana Berg", "Farmers' Union (FU) president"),
        ("Actor and comedian Ana Berg said: “No.”", "Ana Berg", "Actor and comedian"),
        ("The Governor of Lagos State, Ana Berg, said: “No.”", "Ana Berg", "Governor of Lagos State"),
        ("NLC President, Comrade Ana Berg, said: “No.”", "Ana Berg", "NLC President"),
        (
            "The bank's chief operating officer, Ana Berg, said: “No.”",
            "Ana Berg",
            "bank's chief operating officer",
        ),
        ("“No,” said lead singer Ana Berg.", "Ana Berg", "lead singer"),
        ("Mayor-elect Ana Berg said: “No.”", "Ana Berg", "Mayor-elect"),
        ("“No,” said Gov. Ana Berg, a Democrat.", "Ana Berg", "Gov."),
        ("“No,” said Mayor Ana Berg, a former teacher.", "Ana Berg", "Mayor"),
        ("The press secretary, Rear Adm. Ana Berg, said: “No.”", "Ana Berg", "press secretary"),
        ("“No,” said Ana Berg, PhD, director of the clinic.", "Ana Berg", "director of the clinic"),
        ("Sir Philip Berg KCB said: “No.”", "Philip Berg", ""),
        ("Singer Buffy St. Claire said: “No.”", "Buffy St. Claire", "Singer"),
        ("“No,” University of Sundby president Ana Berg said.", "Ana Berg", "University of Sundby president"),
        ("“No,” United Dockers President Ana Berg said.", "Ana Berg", "United Dockers President"),
        ("“No,” Special Agent in Charge Ana Berg said.", "Ana Berg", "Special Agent in Charge"),
        ("“No,” said Gov.-elect Ana Berg.", "Ana Berg", "Gov.-elect"),
        ("“No,” said Det.-Sgt. Ana Berg.", "Ana Berg", "Det.-Sgt."),
        ("“No,” said Coun. Ana Berg.", "Ana Berg", "Coun."),
        ("“No,” said Mayor Pro Tem Ana Berg.", "Ana Berg", "Mayor Pro Tem"),
        ("“No,” said DI Ana Berg.", "Ana Berg", "DI"),
        ("“No,” founder and CEO Ana Berg said.", "Ana Berg", "founder and CEO"),
        ("Tory peer Lord Berg said: “No.”", "Berg", "Tory peer"),
        ("Capt. Ana Bishop of the Sundby Highway Patrol said: “No.”", "Ana Bishop", "Capt."),
    ] {
        assert_eq!(speaker(text), (name.to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn bodies_keep_all_of_their_names() {
    for (text, name) in [
        ("South Yorkshire Police said: “No.”", "South Yorkshire Police"),
        ("Downing Street said: “No.”", "Downing Street"),
        ("The Israeli military said: “No.”", "The Israeli military"),
        (
            "A spokesman for the Department of Health and Social Care said: “No.”",
            "A spokesman for the Department of Health and Social Care",
        ),
        (
            "A Department for Work and Pensions spokesman said: “No.”",
            "A Department for Work and Pensions spokesman",
        ),
        ("A source close to the company said: “No.”", "A source close to the company"),
        ("Nordic Air left. The Oslo-based airline said: “No.”", "Nordic Air"),
        ("Prices rose, a move campaigners called “absurd”.", "campaigners"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn a_description_is_not_whoever_is_named_next() {
    for (text, name) in [
        ("The chairman said it was “off”. Analyst Ana Berg left.", "The chairman"),
        ("While the minister said it was “off”, the union's Ana Berg left.", "the minister"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
    assert_eq!(speaker("Ask Senator Ana Berg. The president said: “Yes.”").0, "The president");
}

#[test]
fn a_second_mention_goes_to_the_first() {
    assert_eq!(speaker("Sir Mark Berg left. “No,” Sir Mark said.").0, "Mark Berg");
    assert_eq!(speaker("Ramón Ruiz y Ortega left. “No,” Mr. Ruiz said.").0, "Ramón Ruiz y Ortega");
    assert_eq!(speaker("Ashley Berg is back. “No,” he said.").0, "Ashley Berg");
    let paragraphs = "Prime Minister John Berg said: “It was senseless.”\n\n“No,” he added.";
    let found = Extractor::default().extract(paragraphs);
    assert_eq!(found.quotations[1].attribution.map(|who| who.speaker.of(paragraphs)), Some("John Berg"));
}

#[test]
fn a_date_or_a_place_before_a_name_is_none_of_it() {
    for (text, name, role) in [
        ("On 3 May Ana Berg told the inquiry: “No.”", "Ana Berg", ""),
        ("Last March Ana Berg said: “No.”", "Ana Berg", ""),
        ("In a statement Ana Berg said: “No.”", "Ana Berg", ""),
        ("In a corner of the toy department Ana Berg said: “No.”", "Ana Berg", ""),
        ("After the hearing Chief Inspector Ana Berg said: “No.”", "Ana Berg", "Chief Inspector"),
        ("After the match coach Ana Berg said: “No.”", "Ana Berg", "coach"),
    ] {
        assert_eq!(speaker(text), (name.to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn an_office_is_nobody_else_s() {
    for (text, name) in [
        (
            "Cal Voss, a retired teacher, was shot. The police chief called it “senseless”.",
            "The police chief",
        ),
        (
            "Gov. Ana Blair signed it. The House minority leader called it “absurd”.",
            "The House minority leader",
        ),
        (
            "Ana Blair, a miller, sued. The attorney general's office called it “absurd”.",
            "The attorney general's office",
        ),
        (
            "Mayor Cal Voss left. A driver said the road was shut. It was late. The driver called it “absurd”.",
            "The driver",
        ),
        (
            "Ana Berg left. A student at the door had a chair. It was “soft”, he said.",
            "A student at the door",
        ),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn an_office_is_whole_whatever_words_it_has() {
    for (text, role) in [
        ("“No,” said retired teacher Ana Berg.", "retired teacher"),
        ("“No,” said disgraced former Rep. Ana Berg.", "disgraced former Rep."),
        ("The Governor of Oyo State, Ana Berg, said: “No.”", "Governor of Oyo State"),
        ("“No,” said the Minister of Works and Housing, Ana Berg.", "Minister of Works and Housing"),
        ("“No,” said Ana Berg, chief of police in Ortley.", "chief of police in Ortley"),
        ("“No,” said Ana Berg, CEO of Ortley Foods.", "CEO of Ortley Foods"),
        ("“No,” said Ana Berg, director of parks and recreation.", "director of parks and recreation"),
        ("“No,” said Ana Berg, a guard for 22 years.", "guard"),
        ("Senior coroner for Norfolk Ana Berg said: “No.”", "Senior coroner for Norfolk"),
        ("Cabinet member for housing Ana Berg said: “No.”", "Cabinet member for housing"),
        ("“No,” Superintendent of Police (SP) Ana Berg said.", "Superintendent of Police (SP)"),
    ] {
        assert_eq!(speaker(text), ("Ana Berg".to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn an_office_says_more_than_what_somebody_is_besides() {
    for (text, role) in [
        ("Rep. Ana Berg, a mother of four, said: “No.”", "Rep."),
        ("His opponent, state Sen. Ana Berg, said: “No.”", "state Sen."),
        ("The pianist is Ana Berg. “No,” said Berg.", "pianist"),
        ("Ana Berg left. She is a teacher. “No,” she said.", "teacher"),
        ("Ana Berg ran. A former nurse, she is 70. “No,” she said.", "former nurse"),
        ("A young producer called Ana Berg knocked. “No,” Berg said.", "young producer"),
        ("Ana Berg had a message from the landlord. “No,” Berg said.", ""),
    ] {
        assert_eq!(speaker(text), ("Ana Berg".to_owned(), role.to_owned()), "{text}");
    }
}

#[test]
fn words_go_to_whoever_said_them_in_the_clause() {
    for (text, name) in [
        ("Sen. Ana Blair backed a bill that critics say would “gut” schools.", "critics"),
        ("Cal Dunn was described by the judge as “a menace”.", "the judge"),
        ("Judge Ana Berg said the driver had shown “no remorse”.", "Ana Berg"),
        ("The court heard that Cal Dunn told a friend: “Stop.”", "Cal Dunn"),
        ("The owners, Cal and Ana Dunn, said: “No.”", "Cal and Ana Dunn"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
    for text in ["Ana Berg was told she was “late”.", "Acme has been accused of “greed”."] {
        assert!(Extractor::default().extract(text).quotations[0].attribution.is_none(), "{text}");
    }
    let text = "Berg vetoed the budget, calling it “absurd”.";
    let found = Extractor::default().extract(text);
    assert_eq!(found.quotations[0].cue.map(|cue| cue.of(text)), Some("calling"));
}

#[test]
fn names_and_bodies_are_found_again() {
    for (text, name) in [
        ("Transport Minister Lim Kok Wee spoke. “No,” said Mr Lim.", "Lim Kok Wee"),
        ("Blue Harbor Systems did the work. “No,” Blue Harbor said.", "Blue Harbor Systems"),
        ("“No,” the Cook County Sheriff's Office said.", "Cook County Sheriff's Office"),
        (
            "Acme Chemicals Inc. was fined by the State Water Agency. “No,” the company said.",
            "Acme Chemicals Inc.",
        ),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}

#[test]
fn the_lead_says_what_the_only_one_who_is_named_next_is() {
    let lead = |text: &str| speaker(text).1;
    assert_eq!(lead("A farmer has been fined.\n\nCal Berg, 58, of Station Road, said: “No.”"), "farmer");
    assert_eq!(lead("A spokesman has resigned.\n\nCal Berg, 58, of Station Road, said: “No.”"), "");
    assert_eq!(lead("Ana Dunn sued a farmer.\n\nCal Berg, 58, of Station Road, said: “No.”"), "");
}

#[test]
fn who_did_something_else_said_it_and_no_place_does() {
    for (text, name) in [
        ("A man who answered the phone at his office said: “No.”", "A man"),
        ("BOISE, Idaho — Mayor Ana Berg won on Tuesday, telling voters that it was “over”.", "Ana Berg"),
        ("“No,” said Engr. Musa Berg.", "Musa Berg"),
    ] {
        assert_eq!(speaker(text).0, name, "{text}");
    }
}
