"""Invented names for the council's people; a first name is given once, so that it is enough to type it."""

from random import Random

FIRST_NAMES = (
    "Abena", "Adeola", "Aisha", "Alun", "Amara", "Anjali", "Anna", "Ayaan", "Beth", "Blessing", "Bronwen",
    "Callum", "Carys", "Chidi", "Chloe", "Craig", "Danuta", "Delroy", "Devon", "Dylan", "Ebony", "Eleri",
    "Emeka", "Esther", "Farah", "Femi", "Fiona", "Gareth", "Grace", "Gurpreet", "Hannah", "Harpreet",
    "Hassan", "Helen", "Ines", "Isla", "Jamal", "Joanna", "Joel", "Kadir", "Karen", "Kavita", "Kemi",
    "Kwame", "Lara", "Lewis", "Lina", "Lorraine", "Lucia", "Marek", "Marlon", "Meera", "Megan", "Mina",
    "Mohammed", "Nadia", "Naomi", "Neil", "Nia", "Ngozi", "Oliver", "Olu", "Parveen", "Paula", "Rafael",
    "Rebecca", "Reece", "Rosa", "Ruth", "Sadia", "Samira", "Shanice", "Sinead", "Simran", "Sofia", "Stephen",
    "Sunil", "Tamsin", "Tariq", "Tendai", "Thea", "Tom", "Uzma", "Vikram", "Wanjiru", "Wesley", "Yasmin",
    "Yusuf", "Zara", "Zofia",
)  # fmt: skip
SURNAMES = (
    "Abbott", "Acheampong", "Adeyemi", "Ahmed", "Akhtar", "Ansah", "Ashworth", "Bains", "Barker", "Begum",
    "Bello", "Bevan", "Boateng", "Bradshaw", "Brennan", "Campbell", "Chaudhry", "Clarke", "Cooper",
    "Cunningham", "Da Silva", "Davies", "Desai", "Diallo", "Dhillon", "Doyle", "Edwards", "Ellis", "Eze",
    "Fairclough", "Farooq", "Fletcher", "Gallagher", "Ghosh", "Gill", "Griffiths", "Hadley", "Hamid",
    "Hargreaves", "Holt", "Hughes", "Hussain", "Ibrahim", "Iqbal", "Islam", "Jarvis", "Kamara", "Kaur",
    "Khatun", "Kowalczyk", "Lloyd", "Malik", "Marsh", "Mbeki", "Mendes", "Mensah", "Mistry", "Moyo",
    "Musa", "Ncube", "Nowak", "O'Brien", "O'Connell", "Obi", "Odukoya", "Patel", "Pereira", "Price",
    "Quinn", "Rahman", "Reid", "Roberts", "Sandhu", "Shah", "Sharma", "Siddiqui", "Sissoko", "Stevens",
    "Sutcliffe", "Thapa", "Thorpe", "Turner", "Walsh", "Warsame", "Wilkinson", "Wisniewska", "Yeboah",
)  # fmt: skip
LANGUAGES = ("arabic", "bengali", "french", "polish", "portuguese", "punjabi", "romanian", "somali", "urdu")
SKILLS = ("court", "disability", "domestic-abuse", "exploitation", "life-story", "neglect", "trauma")


class Names:
    """Deals out names, none of them twice."""

    def __init__(self, random: Random) -> None:
        self._firsts = random.sample(FIRST_NAMES, len(FIRST_NAMES))
        self._surnames = random.sample(SURNAMES, len(SURNAMES))

    def next(self) -> str:
        """A name nobody has had yet."""
        return f"{self._firsts.pop()} {self._surnames.pop()}"
