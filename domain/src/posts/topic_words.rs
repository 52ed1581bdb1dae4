//! The words by which people look for what a post is about: names and search terms, in every
//! language of the house. Posts carry only keys, so the words may grow without any post being
//! written again.

use super::kinds::{Direction, Subject, TermKind, Topic};
use crate::language::Language;

/// A topic with its words: Dutch and English name, Dutch and English terms, parted by commas.
type Line = (Topic, [&'static str; 2], [&'static str; 2]);

/// The name of a topic.
#[must_use]
pub fn name(topic: Topic, language: Language) -> &'static str {
    line(topic).map_or(topic.key(), |(_, names, _)| in_language(names, language))
}

/// Other words for a topic, as people type them.
pub fn terms(topic: Topic, language: Language) -> impl Iterator<Item = &'static str> {
    let terms = line(topic).map_or("", |(_, _, terms)| in_language(terms, language));
    terms.split(',').filter(|term| !term.is_empty())
}

/// Words for a subject, parted by spaces, in all languages.
#[must_use]
pub fn of_subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Help => "hulp helpen burenhulp vrijwilliger klusje help volunteer",
        Subject::Item => "spullen spul thing things stuff",
        Subject::Meal => "maaltijd maaltijden eten meal meals food",
        Subject::Material => "materiaal materialen restmateriaal material materials",
        Subject::Skill => "les lessen cursus leren bijles lesson lessons class learn",
        Subject::Event => "bijeenkomst activiteit agenda evenement event events",
    }
}

/// Words for terms, parted by spaces, in all languages.
#[must_use]
pub fn of_term(term: TermKind) -> &'static str {
    match term {
        TermKind::Gift => "gratis weggeven weg te geven cadeau free gift giveaway",
        TermKind::Loan => "lenen leen uitlenen te leen borrow lend loan",
        TermKind::Swap => "ruilen ruil swap trade",
        TermKind::Price => "buurtmunt ledger currency",
        TermKind::Euro => "te koop verkopen kopen euro sale sell buy",
    }
}

/// Words for giving and asking, parted by spaces, in all languages.
#[must_use]
pub fn of_direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Offer => "aangeboden aanbod offered offer",
        Direction::Request => "gezocht gevraagd wanted needed request",
    }
}

fn in_language(words: &[&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::Nl => words[0],
        Language::En => words[1],
    }
}

fn line(topic: Topic) -> Option<&'static Line> {
    HELP.iter().chain(THINGS).chain(REST).find(|(known, ..)| *known == topic)
}

/// What neighbours do for each other.
const HELP: &[Line] = &[
    (
        Topic::Groceries,
        ["Boodschappen", "Groceries"],
        [
            "boodschappen doen,boodschap,supermarkt,winkelen,apotheek,medicijnen halen",
            "shopping,errands,supermarket,pharmacy",
        ],
    ),
    (
        Topic::Transport,
        ["Vervoer", "Transport"],
        [
            "meerijden,rijden,lift,autorit,ziekenhuis,brengen,halen,ophalen,bakfiets,verhuizen,\
             aanhanger",
            "ride,drive,lift,hospital,pick up,moving,cargo bike,trailer",
        ],
    ),
    (
        Topic::Company,
        ["Gezelschap", "Company"],
        [
            "praatje,koffie drinken,wandelen,samen eten,eenzaam,maatje,bezoek,kletsen,spelletje",
            "chat,coffee,walk,walking,buddy,visit,lonely,board games",
        ],
    ),
    (
        Topic::Tech,
        ["Telefoon en computer", "Phones and computers"],
        [
            "computer,computerhulp,laptop,printer,wifi,internet,digitaal,tablet,mobiel,telefoon,\
             digid,app,televisie",
            "computer help,laptop,printer,wifi,internet,tablet,phone,smartphone,tv",
        ],
    ),
    (
        Topic::Paperwork,
        ["Brieven en formulieren", "Letters and forms"],
        [
            "brief,brieven,formulier,formulieren,belasting,aangifte,toeslag,administratie,\
             papierwerk,post lezen,bezwaar",
            "paperwork,letter,form,tax,tax return,benefits,administration",
        ],
    ),
    (
        Topic::Language,
        ["Taal", "Language"],
        [
            "nederlands leren,taalmaatje,taalles,conversatie,vertalen,tolken,inburgering,spreken",
            "learn dutch,language buddy,conversation,translate,translation,speak",
        ],
    ),
    (
        Topic::Childcare,
        ["Kinderoppas", "Childcare"],
        [
            "oppas,oppassen,babysit,babysitter,kinderopvang,kinderen ophalen,schoolplein",
            "babysitting,babysitter,babysit,sitter,nanny,school run",
        ],
    ),
    (
        Topic::PersonalCare,
        ["Persoonlijke zorg", "Personal care"],
        [
            "zorg,verzorging,wassen,aankleden,mantelzorg,respijtzorg",
            "care,carer,washing,dressing,respite",
        ],
    ),
    (
        Topic::Keys,
        ["Sleutels", "Keys"],
        ["sleutel,reservesleutel,sleuteladres", "key,spare key,key holder"],
    ),
    (
        Topic::Garden,
        ["Tuin en balkon", "Garden and balcony"],
        [
            "tuinieren,tuinhulp,grasmaaien,gras maaien,snoeien,onkruid,geveltuin,heg,water geven",
            "gardening,mowing,lawn,weeding,pruning,hedge,watering",
        ],
    ),
    (
        Topic::OddJobs,
        ["Klusjes", "Odd jobs"],
        [
            "klus,klussen,boren,ophangen,sjouwen,tillen,lamp ophangen,schilderij,kast in elkaar \
             zetten,schilderen,schilderwerk",
            "handyman,diy,drilling,hanging,carrying,lifting,assembling,painting",
        ],
    ),
    (
        Topic::Repair,
        ["Reparatie", "Repair"],
        [
            "repareren,herstellen,maken,stuk,kapot,kapotte,lekke band,band plakken,naaien,\
             verstellen,solderen",
            "repairing,fix,fixing,mend,mending,broken,flat tyre,puncture,sewing,soldering",
        ],
    ),
    (
        Topic::Pets,
        ["Huisdieren", "Pets"],
        [
            "huisdier,hond,hond uitlaten,hondenoppas,kat,kattenoppas,poes,konijn,dierenarts",
            "pet,dog,dog walking,cat,cat sitting,rabbit,vet",
        ],
    ),
];

/// What changes hands.
const THINGS: &[Line] = &[
    (
        Topic::Tools,
        ["Gereedschap", "Tools"],
        [
            "boor,boormachine,zaag,hamer,ladder,trap,schuurmachine,hogedrukreiniger,steekwagen",
            "tool,drill,saw,hammer,ladder,sander,pressure washer",
        ],
    ),
    (
        Topic::Household,
        ["Meubels en huisraad", "Furniture and household"],
        [
            "meubel,bank,stoel,stoelen,tafel,kast,bed,matras,lamp,servies,pannen,koelkast,\
             wasmachine,huishouden,partytent",
            "furniture,sofa,couch,chair,table,cupboard,bed,mattress,lamp,dishes,pans,fridge",
        ],
    ),
    (
        Topic::Clothes,
        ["Kleding", "Clothes"],
        [
            "kleren,jas,winterjas,schoenen,jurk,broek,trui,kledingruil",
            "clothing,coat,shoes,dress,trousers,jumper,sweater",
        ],
    ),
    (
        Topic::Kids,
        ["Kinderspullen", "Children's things"],
        [
            "speelgoed,kinderkleding,babykleding,kinderwagen,buggy,kinderstoel,kinderfiets,\
             maxi-cosi,luiers,box",
            "toys,baby clothes,kids clothes,pram,stroller,buggy,high chair,car seat",
        ],
    ),
    (
        Topic::Books,
        ["Boeken en spellen", "Books and games"],
        [
            "boek,boeken,spel,spellen,puzzel,strips,lp,platen,dvd,studieboeken",
            "book,game,games,puzzle,comics,records,vinyl,dvd",
        ],
    ),
    (
        Topic::Bikes,
        ["Fietsen", "Bicycles"],
        [
            "fiets,bakfiets,kinderfiets,fietsband,lekke band,band,fietspomp,step,skateboard,\
             fietskar,fietstas",
            "bike,bicycle,cargo bike,bike tyre,flat tyre,puncture,bike pump,scooter,skateboard",
        ],
    ),
    (
        Topic::Plants,
        ["Planten en zaden", "Plants and seeds"],
        [
            "plant,planten,stekje,stekjes,zaad,zaden,kamerplant,bloembollen,moestuin,compost",
            "plant,cutting,cuttings,seed,houseplant,bulbs,allotment,compost",
        ],
    ),
    (
        Topic::Cooked,
        ["Gekookt eten", "Cooked meals"],
        [
            "maaltijd,eten,avondeten,soep,koken,meeëten,portie,porties,stamppot,curry,roti",
            "meal,food,dinner,soup,cooking,portion,portions,stew,curry",
        ],
    ),
    (
        Topic::Baked,
        ["Gebakken", "Baked"],
        [
            "brood,zuurdesem,zuurdesembrood,taart,koekjes,cake,bakken,desem",
            "bread,sourdough,cake,cookies,pie,baking",
        ],
    ),
    (
        Topic::Produce,
        ["Groente, fruit en restjes", "Produce and leftovers"],
        [
            "groente,fruit,appels,pruimen,courgettes,oogst,restjes,over,overschot,honing,eieren,\
             jam,kruiden",
            "vegetables,fruit,apples,plums,harvest,leftovers,surplus,honey,eggs,jam,herbs",
        ],
    ),
    (
        Topic::Building,
        ["Bouwmateriaal", "Building material"],
        [
            "hout,planken,pallets,tegels,stenen,bakstenen,verf,laminaat,isolatie,schroeven,kozijn",
            "wood,timber,planks,pallets,tiles,bricks,paint,laminate,insulation,screws",
        ],
    ),
    (
        Topic::Fabric,
        ["Textiel en papier", "Textile and paper"],
        [
            "stof,stoffen,lappen,wol,garen,breien,karton,papier,dozen,verhuisdozen",
            "textile,cloth,wool,yarn,knitting,cardboard,paper,boxes,moving boxes",
        ],
    ),
];

/// What is learned, and where people meet.
const REST: &[Line] = &[
    (
        Topic::Music,
        ["Muziek", "Music"],
        [
            "muziekles,gitaar,gitaarles,piano,pianoles,zingen,koor,drummen,viool",
            "music lesson,guitar,piano,singing,choir,drums,violin",
        ],
    ),
    (
        Topic::Crafts,
        ["Handwerk", "Crafts"],
        [
            "tekenen,naaien,naailes,breien,haken,pottenbakken,klei,houtbewerking,knutselen",
            "drawing,sewing,knitting,crochet,pottery,clay,woodwork",
        ],
    ),
    (
        Topic::Sport,
        ["Sport en bewegen", "Sport and moving"],
        [
            "yoga,hardlopen,fietsen,zwemmen,tennis,voetbal,schaken,fitness,dansen",
            "yoga,running,cycling,swimming,tennis,football,chess,fitness,dancing",
        ],
    ),
    (
        Topic::School,
        ["Schoolvakken", "School subjects"],
        [
            "bijles,huiswerk,huiswerkbegeleiding,wiskunde,rekenen,scheikunde,engels,examen",
            "tutoring,homework,maths,math,chemistry,exam",
        ],
    ),
    (
        Topic::RepairCafe,
        ["Repair Café", "Repair café"],
        [
            "repaircafé,reparatiecafé,repareren,reparatie,herstellen,kapot,fietsreparatie",
            "repair cafe,fixing,mending,repairing,broken",
        ],
    ),
    (
        Topic::SwapParty,
        ["Ruilmarkt", "Swap party"],
        [
            "ruilbeurs,ruilfeest,kledingruil,weggeefwinkel,weggeefkast,rommelmarkt,kringloop,ruilen",
            "swap meet,clothes swap,give-away shop,jumble sale,swapping",
        ],
    ),
    (
        Topic::Meeting,
        ["Ontmoeting", "Meeting"],
        [
            "buurtborrel,borrel,koffieochtend,buurtfeest,straatfeest,eettafel,buurtlunch,inloop",
            "neighbourhood drinks,coffee morning,street party,shared table,drop-in",
        ],
    ),
    (Topic::Other, ["Iets anders", "Something else"], ["", ""]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn about(term: &str) -> Vec<Topic> {
        let has = |topic: &Topic| {
            Language::ALL.into_iter().any(|language| {
                terms(*topic, language).any(|it| it == term)
                    || name(*topic, language).to_lowercase() == term
            })
        };
        Topic::ALL.iter().copied().filter(has).collect()
    }

    #[test]
    fn every_topic_has_its_words_in_every_language() {
        for topic in Topic::ALL {
            assert!(line(*topic).is_some(), "{topic:?} has no line");
            for language in Language::ALL {
                assert!(!name(*topic, language).is_empty());
                let count = terms(*topic, language).count();
                assert!(count > 0 || *topic == Topic::Other, "{topic:?} has no terms");
            }
        }
        assert_eq!(HELP.len() + THINGS.len() + REST.len(), Topic::ALL.len(), "each once");
    }

    #[test]
    fn people_s_words_are_there() {
        assert!(about("boodschappen").contains(&Topic::Groceries));
        assert!(about("oppas").contains(&Topic::Childcare));
        assert_eq!(about("lekke band"), [Topic::Repair, Topic::Bikes]);
        assert!(about("babysitting").contains(&Topic::Childcare));
    }

    #[test]
    fn no_term_has_space_around_it() {
        for topic in Topic::ALL {
            for language in Language::ALL {
                assert!(terms(*topic, language).all(|it| it.trim() == it), "{topic:?}");
            }
        }
    }
}
