"""The words that people use for a need, and the words that listings use for what meets it.

Reviewed by hand, in everyday British English; a deployment may hand in a longer one. Articles,
pronouns and word endings do not matter: "my bill" is found in "bills", "walk" in "walking".
"""

from collections.abc import Mapping
from dataclasses import dataclass

from resources_directory.model import Need


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about one need."""

    people_say: tuple[str, ...]
    """Words or short phrases; meeting one of them in what a person wrote suggests the need."""
    listings_say: tuple[str, ...] = ()
    """Words or phrases that show that a listing meets it, where nobody has marked its needs."""


Vocabulary = Mapping[Need, Words]

STANDARD: Vocabulary = {
    Need.LONELINESS: Words(
        (
            "lonely", "loneliness", "alone", "isolated", "isolation", "on my own", "no friends",
            "make friends", "meet people", "meet new people", "new friends", "friends", "company",
            "no one to talk to", "nobody to talk to", "don't see anyone", "belong",
            "see people", "other people",
        ),
        ("befriending", "friendship", "friends", "social", "company", "coffee morning"),
    ),
    Need.TALKING: Words(
        (
            "someone to talk to", "talk to someone", "somebody to talk to", "talk to somebody",
            "listen", "listening", "no one to talk to", "nobody to talk to", "counselling",
            "counsellor", "therapy", "therapist", "talking therapy", "talk things through",
            "get things off my chest",
        ),
        ("counselling", "listening", "therapies"),
    ),
    Need.PEER_SUPPORT: Words(
        (
            "peer support", "been through it", "lived experience", "people like me", "same boat",
            "who gets it", "who understand", "support group", "who gets what it's like",
        ),
        ("peer", "lived experience"),
    ),
    Need.CONFIDENCE: Words(
        ("confidence", "self esteem", "shy", "assertive", "believe in myself", "self belief"),
        ("confidence", "assertiveness"),
    ),
    Need.WORRY: Words(
        (
            "worry", "worried", "worrying", "anxious", "anxiety", "panic", "panic attack",
            "nervous", "stress", "stressed", "on edge", "overthinking", "scared",
        ),
        ("anxiety", "worry", "stress"),
    ),
    Need.LOW_MOOD: Words(
        (
            "depressed", "depression", "low mood", "feeling low", "feel low", "down in the dumps",
            "no motivation", "motivation", "sad", "hopeless", "fed up", "feel down",
        ),
        ("depression", "low mood"),
    ),
    Need.CRISIS: Words(
        ("crisis", "can't cope", "cannot cope", "not coping", "bad night", "at breaking point"),
        ("crisis",),
    ),
    Need.SLEEP: Words(
        ("sleep", "sleeping", "can't sleep", "insomnia", "awake all night", "nightmares", "tired"),
        ("sleep", "insomnia"),
    ),
    Need.HEARING_VOICES: Words(
        ("hear voices", "hearing voices", "voices", "visions", "psychosis", "unusual experiences"),
        ("voices", "psychosis"),
    ),
    Need.TRAUMA: Words(
        ("trauma", "ptsd", "flashbacks", "abused", "childhood abuse", "what happened to me"),
        ("trauma", "ptsd"),
    ),
    Need.DRINK_AND_DRUGS: Words(
        (
            "drink", "drinking", "stop drinking", "cut down drinking", "alcohol", "booze", "sober",
            "sobriety", "drugs", "addiction", "addicted", "weed", "cannabis", "gambling",
            "relapse", "stay sober",
        ),
        ("alcohol", "drugs", "addiction", "sobriety", "substance"),
    ),
    Need.SMOKING: Words(
        ("smoke", "smoking", "stop smoking", "quit smoking", "vape", "vaping", "fags"),
        ("smoking", "smoke-free"),
    ),
    Need.HEALTH_CONDITION: Words(
        ("pain", "diabetes", "blood pressure", "health check", "long term condition", "fatigue"),
        ("long-term condition", "pain"),
    ),
    Need.MOVING_MORE: Words(
        (
            "fit", "fitter", "get fit", "fitness", "exercise", "gym", "active", "move more",
            "lose weight", "walk", "walking", "run", "running", "jog", "swim", "swimming", "dance",
            "dancing", "football", "sport", "yoga", "cycling", "bike", "couch to 5k", "stretch",
        ),
        ("exercise", "fitness", "physical activity", "walking group", "swim", "yoga", "gym"),
    ),
    Need.EATING_WELL: Words(
        ("cook", "cooking", "eat better", "eat well", "healthy eating", "diet", "lose weight",
         "recipes", "eating rubbish"),
        ("cooking", "healthy eating"),
    ),
    Need.CALM: Words(
        (
            "relax", "relaxation", "calm", "calm down", "meditate", "meditation", "mindfulness",
            "yoga", "unwind", "breathing", "switch off", "peace and quiet", "wind down",
        ),
        ("mindfulness", "meditation", "relaxation"),
    ),
    Need.GETTING_OUT: Words(
        (
            "get out", "get out more", "getting out", "get out of the house", "leave the house",
            "out and about", "stuck indoors", "stuck at home", "stuck in", "go outside",
            "going out", "go out", "four walls", "something to do", "get out of bed",
        ),
        ("walk", "outing", "trips"),
    ),
    Need.TRANSPORT: Words(
        ("transport", "lift to", "bus pass", "no car", "can't get there", "get there", "bus",
         "dial a ride", "too far"),
        ("transport", "minibus", "travel"),
    ),
    Need.NATURE: Words(
        (
            "nature", "outdoors", "outside", "fresh air", "garden", "gardening", "allotment",
            "green space", "countryside", "woods", "wildlife", "birds", "animals", "grow things",
            "growing", "plants",
        ),
        ("nature", "gardening", "outdoors", "allotment", "conservation"),
    ),
    Need.CREATIVE: Words(
        (
            "creative", "art", "arts", "paint", "painting", "draw", "drawing", "craft", "crafts",
            "knit", "knitting", "sew", "sewing", "write", "writing", "poetry", "pottery",
            "photography", "drama", "theatre", "make things", "making things", "hobby",
        ),
        ("art", "craft", "creative"),
    ),
    Need.MUSIC: Words(
        ("music", "sing", "singing", "choir", "guitar", "ukulele", "play an instrument", "band"),
        ("choir", "music", "singing"),
    ),
    Need.TIME: Words(
        ("no time", "time for myself", "a break", "too busy", "respite"), ("respite",)
    ),
    Need.ROUTINE: Words(
        ("routine", "structure", "something to get up for", "bored", "boredom", "fill my days",
         "fill my time", "purpose", "nothing to do"),
        ("routine", "structure"),
    ),
    Need.LEARNING: Words(
        (
            "learn", "learning", "course", "courses", "college", "class", "classes", "study",
            "qualification", "gcse", "maths", "read and write", "reading and writing", "education",
            "new skill", "new skills", "training",
        ),
        ("course", "college", "learning"),
    ),
    Need.DIGITAL: Words(
        (
            "computer", "computers", "internet", "email", "smartphone", "tablet",
            "laptop", "wifi", "get online", "universal credit online", "zoom", "forms online",
        ),
        ("digital", "computer", "internet"),
    ),
    Need.WORK: Words(
        (
            "work", "job", "jobs", "employment", "get back to work", "back into work", "cv",
            "interview", "career", "apprenticeship", "self employed", "earn",
        ),
        ("employment", "job", "cv", "work"),
    ),
    Need.VOLUNTEERING: Words(
        ("volunteer", "volunteering", "give back", "help others", "help other people", "be useful",
         "feel useful", "make a difference"),
        ("volunteering", "volunteer"),
    ),
    Need.MONEY: Words(
        (
            "money", "skint", "broke", "bills", "budget", "budgeting", "can't afford", "cost of "
            "living", "afford", "make ends meet", "leccy", "electric", "gas bill",
        ),
        ("money", "budgeting"),
    ),
    Need.DEBT: Words(
        ("debt", "debts", "owe", "owe money", "bailiffs", "arrears", "loan", "loans", "payday loan",
         "final demand", "credit card", "council tax"),
        ("debt", "bailiffs"),
    ),
    Need.BENEFITS: Words(
        ("benefits", "universal credit", "pip", "esa", "attendance allowance", "claim", "dwp",
         "tribunal", "sanctioned", "pip form"),
        ("benefits", "pip"),
    ),
    Need.FOOD: Words(
        ("food", "hungry", "food bank", "foodbank", "nothing to eat", "meal", "meals", "groceries",
         "shopping", "feed my kids", "lunch", "pantry"),
        ("food bank", "pantry", "meals"),
    ),
    Need.WARMTH: Words(
        ("leccy", "electric", "electricity", "gas", "meter", "heating", "cold", "warm", "keep warm",
         "energy bill", "energy bills", "fuel", "prepayment meter", "freezing", "gas bill"),
        ("energy", "fuel", "warm"),
    ),
    Need.HOUSING: Words(
        (
            "housing", "homeless", "rent", "landlord", "eviction", "evicted",
            "tenancy", "somewhere to live", "place to live", "sofa surfing", "damp", "mould",
            "kicked out", "neighbours", "hostel", "council house",
        ),
        ("tenancy", "housing", "homelessness"),
    ),
    Need.THINGS_FOR_HOME: Words(
        ("furniture", "bed", "sofa", "cooker", "fridge", "washing machine", "carpet", "bedding",
         "decorating", "diy", "clutter", "hoarding", "declutter", "repair", "fix"),
        ("furniture", "hoarding", "repair"),
    ),
    Need.LEGAL: Words(
        ("legal", "solicitor", "law", "court", "rights", "lawyer", "advocate", "advocacy",
         "complaint", "immigration"),
        ("legal", "advocacy", "rights"),
    ),
    Need.SAFETY: Words(
        ("domestic abuse", "violent", "violence", "hits me", "controlling", "unsafe", "abuse",
         "abusive", "partner hurts me", "safe place", "stalking", "harassed", "hate crime"),
        ("domestic abuse", "refuge"),
    ),
    Need.CARING: Words(
        ("carer", "caring", "caring for", "look after my mum", "look after my dad", "look after my "
         "husband", "look after my wife", "look after my son", "look after someone", "respite",
         "care for"),
        ("carers", "respite"),
    ),
    Need.PARENTING: Words(
        ("parent", "parents", "parenting", "kids", "children", "baby", "toddler", "new mum",
         "new dad", "pregnant", "single mum", "single dad", "my son", "my daughter", "school run"),
        ("parents", "toddlers", "families"),
    ),
    Need.BEREAVEMENT: Words(
        ("bereavement", "bereaved", "grief", "grieving", "died", "death", "passed away", "lost my "
         "mum", "lost my dad", "lost my husband", "lost my wife", "lost someone", "widow",
         "widower", "funeral", "miss him", "miss her"),
        ("bereavement", "grief"),
    ),
    Need.LGBT: Words(
        ("lgbt", "lgbtq", "lgbtqia", "gay", "lesbian", "bisexual", "trans", "transgender", "queer",
         "non binary", "gender identity", "coming out"),
        ("lgbt", "trans"),
    ),
    Need.WOMEN: Words(("women", "women only", "just women", "menopause"), ("women",)),
    Need.MEN: Words(("men", "blokes", "lads", "men's shed", "mens group"), ("men",)),
    Need.YOUNG_ADULTS: Words(
        ("young people", "my own age", "young adult", "people my age", "student", "care leaver"),
        ("young adults", "young people"),
    ),
    Need.OLDER_PEOPLE: Words(
        ("older people", "pensioner", "retired", "over 60", "over 65", "elderly", "old age"),
        ("older people", "over 60s"),
    ),
    Need.NEW_TO_UK: Words(
        ("refugee", "asylum", "asylum seeker", "learn english", "esol", "new to this country",
         "speak english", "visa"),
        ("refugees", "esol", "asylum"),
    ),
}  # fmt: skip

_SMALL_WORDS = """
a an the my me i im ive id i'm i've i'd we us you your he she it its it's they them his her
their this that these those and or but so if as at by for from in into of off on to up with am
is are was were be been being do does did done have has had having will would could should can
may might must just really very quite bit bits lot lots some any more most much many too also
again still even only not no don't dont can't cant won't isn't about around there here then than
when where what who which how why all both each every other one want wanna wants wanted need
needs needed like liked love loved help helped helping please get gets getting got go goes going
gone come find finding look looking try trying start make making feel feeling feels think know
say thing things something anything someone anyone somebody anybody everyone way day days week
weeks today time now near nearby local place places group groups support service services people
person new better good yes ok okay hi hello thanks thank able keep give take use
"""

SMALL_WORDS = frozenset(_SMALL_WORDS.split())
"""Words that say nothing about what is wanted, or that half of all listings use."""

ARTICLES = frozenset(
    {"a", "an", "the", "my", "your", "of", "with", "some", "and", "i", "im", "ive", "just", "to"}
)
"""Words that are passed over when a phrase is looked for: "out of the house" is "out house"."""
