"""Names, streets and towns that generated calls are made of: invented combinations, many kinds of names."""

FIRST = (
    "Amara Anders Anneliese Arjun Ayesha Beatriz Bjorn Brandon Caoimhe Carmen Chidi Chloe Conor Dariusz Deborah "
    "Dimitri "
    "Ebony Eduardo Eleanor Emre Fatou Francesca Gareth Gustavo Hamza Hannah Haruto Ileana Imran Ivana Jamal Jasmine "
    "Joaquin Kavita Keiko Kofi Latoya Leila Linh Luca Magdalena Malik Mei Miguel Mohammed Nadia Nia Oleksandr Olu "
    "Parveen Patricia Quentin Rahul Rosalind Ruaridh Sanjay Saoirse Shirley Sophie Stanislav Sunita Tadeusz Tamika "
    "Thandiwe Theresa Tyrone Ulrike Vanessa Viktor Walter Xiomara Yasmin Yevgenia Zainab Zoltan Nancy Steve Karen Rob "
    "Jenny Mike Donna Phil Barbara Keith"
).split()
LAST = (
    "Abubakar Achterberg Agarwal Almeida Andersson Baptiste Barrios Bielak Blackwood Bondarenko Boateng Cavanagh "
    "Chaudhry Chukwu Cisneros Dabrowski Delgado Dhillon Djordjevic Eriksen Escobedo Fitzgerald Fujimoto Galloway "
    "Ghosh Goldberg Guerrero Haddad Hakimi Hollingsworth Ibrahimovic Jankowski Jayawardena Kaczmarek Kapoor Kowalski "
    "Krishnan Lachance Lindqvist Lopez Mahmoud McAllister Mbeki Moreau Nakagawa Nwosu Obrien Olatunji Ortega Papadakis "
    "Petrov Quigley Ramaswamy Rasmussen Rutherford Sandoval Schreiber Shevchenko Silva Szymanski Takahashi Thibodeaux "
    "Tran Tremblay Underhill Valenzuela Vandenberg Villanueva Wadsworth Weatherby Xiong Yamamoto Yilmaz Zielinski "
    "Baker "
    "Wood Young Price Rice Woods Banks Stone Fields Rivers Gray"
).split()
STREETS = (
    "Maple Orchard Chestnut Victoria Lincoln Cedar Ridge|Willow Creek|Station High Church Riverside Juniper Fairview "
    "Kings Priory Magnolia Sunset Lakeview Bluebell Wellington St|Martins Saint|Andrews Pine|Hollow 5th 14th 221st "
    "Martin|Luther|King Alder Cromwell Meadow Granville Castle Hawthorn Elm Washington Old|Mill"
).split()
SUFFIXES = "Street Avenue Road Lane Drive Boulevard Court Close Way Place Terrace Crescent Circle Parkway".split()
US_TOWNS = (
    "Springfield|Ohio Des|Moines|Iowa Boise|Idaho Tulsa|Oklahoma Fort|Collins|Colorado Savannah|Georgia "
    "Duluth|Minnesota "
    "San|Antonio|Texas Albany|New|York Bangor|Maine Fresno|California Mobile|Alabama Reno|Nevada Erie|Pennsylvania"
).split()
GB_TOWNS = (
    "Leicester Harrogate Truro Swansea Inverness Kings|Lynn Milton|Keynes Bury|St|Edmunds Croydon Derby Carlisle "
    "Lisburn Paisley Shrewsbury Hove"
).split()
GB_AREAS = "LE HG TR SA IV PE MK IP CR DE CA BT PA SY BN".split()
PROVIDERS = "gmail.com yahoo.com outlook.com hotmail.co.uk icloud.com aol.com btinternet.com protonmail.com".split()
OWN_DOMAINS = "lindqvistdesign.com rivera-plumbing.net hollowayandco.co.uk northside.org zielinskibau.de".split()
NICKS = "sunflower rocket guitarman bluebird mrs.tidy kicker gamer soccermom the.real turbo".split()
