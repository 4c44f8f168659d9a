"""First names one may meet, family names nobody bears."""

from __future__ import annotations

from espace_mobile.domain.vocabulary import Sex

FIRST_NAMES = {
    Sex.FEMALE: (
        "Aïcha Amina Anaïs Assia Aurélie Awa Bintou Camille Carine Chantal Chloé Christelle Corinne Dalila Djamila"
        " Élodie Émilie Estelle Eva Fabienne Fanta Farida Fatoumata Florence Gaëlle Géraldine Gwenaëlle Hawa Hélène"
        " Inès Irina Jessica Jocelyne Karima Khadija Laëtitia Latifa Leïla Lucie Lydie Maëva Mariama Marie-Ange"
        " Maryam Mélanie Monique Myriam Nadège Naïma Ngoc Océane Oksana Patricia Rachida Rokia Sabrina Salimata"
        " Sandrine Ségolène Solène Sylvie Tatiana Véronique Yasmine Zineb"
    ).split(),
    Sex.MALE: (
        "Abdoulaye Adama Adrien Ahmed Alexandre Amadou Anthony Arnaud Bakary Baptiste Benoît Boubacar Cédric Clément"
        " Cyril Damien David Didier Dimitri Driss Emeric Enzo Fabrice Farid François Gaël Gérald Guillaume Hakim"
        " Hamza Hervé Ibrahima Idriss Ismaël Jean-Luc Jérémy Jérôme Joël Karim Kévin Loïc Ludovic Mamadou Marius"
        " Mathéo Mehdi Mickaël Mohamed Moussa Nathan Noé Olivier Pascal Quentin Rachid Rémi Romain Samuel Sékou"
        " Stéphane Théo Tristan Valentin Xavier Yacine Yohan"
    ).split(),
}
FIRST_NAMES[Sex.UNSTATED] = ["Alix", "Charlie", "Sacha", "Noor", "Lou", "Andrea"]

_BEGINNINGS = (
    "Chimér Songel Fabul Mirag Licorn Rêvass Invent Esquiss Brouillonn Imagin Romanesq Légend Fantas Contefabl".split()
)
_ENDINGS = "eau ier ard in el ette oux ac and ot ois aire".split()
LAST_NAMES = [beginning + ending for beginning in _BEGINNINGS for ending in _ENDINGS]

NICKNAMES = [
    "Momo",
    "Titi",
    "Zaza",
    "Nono",
    "Lili",
    "Kiki",
    "Jojo",
    "Mimi",
    "Bibi",
    "Coco",
    "Dédé",
    "Fifi",
    "Gégé",
    "Lulu",
]
STREETS = ["rue de l’Exemple", "allée des Licornes", "place du Brouillon", "rue du Mirage", "impasse de la Maquette"]

NOTES = [
    "Cherche un emploi à temps partiel, disponible le matin.",
    "Souhaite passer le permis. Se déplace en bus.",
    "A travaillé trois ans dans l’aide à domicile, voudrait reprendre.",
    "Préfère être appelée après 17 h.",
    "Vient avec ses deux enfants ; l’espace enfants a aidé à prendre le temps d’échanger.",
    "Intéressé par une formation en cuisine. Apportera son CV au prochain rendez-vous.",
    "A besoin d’aide pour les démarches en ligne. Accepte de participer à un atelier numérique.",
    "Dossier de logement en cours avec le service partenaire.",
    "Très motivée par le service civique, à revoir avec la Mission locale.",
    "Reprend confiance, a parlé de son ancien métier de couturière.",
    "N’a pas souhaité parler de sa situation aujourd’hui ; repassera.",
    "Cherche des cours de français le soir.",
]
MOTIVES = ["Premier entretien", "Point sur les démarches", "CV et lettre", "Projet de formation", "Aide administrative"]
ELSEWHERE = ["À la médiathèque", "Dans le hall de la mairie annexe", "Au café associatif"]

LINES = [
    "Premier échange : cherche surtout à reprendre pied, sans urgence.",
    "Veut travailler vite, quel que soit le métier, près de chez elle.",
    "Hésite entre une formation et un emploi ; a besoin d’y réfléchir.",
    "Se sent seul·e depuis l’arrêt de son dernier contrat.",
    "A retrouvé de l’énergie depuis l’atelier, parle de ses enfants.",
    "Parle peu, a accepté de revenir la semaine prochaine.",
]
PROJECTS = [
    "Aide à domicile, après une immersion.",
    "Cuisine collective, un diplôme serait utile.",
    "Espaces verts, aime travailler dehors.",
    "Accueil et secrétariat, à temps partiel.",
    "Pas encore de projet ; deux pistes à explorer ensemble.",
]
SOCIAL = [
    "Vit avec ses deux enfants, garde possible le matin.",
    "Hébergé·e par un proche jusqu’à l’été.",
    "Dossier de droits en cours avec le CCAS.",
    "Se déplace en bus, pas de permis.",
]
SESSION_TITLES = [
    "Ce que je sais faire",
    "Mon parcours en trois images",
    "Les gestes du soin",
    "Parler de soi en deux minutes",
    "Savoir-être, savoir-faire",
]
SESSION_NOTES = [
    "Chacun a raconté un moment dont il est fier ; l’écoute du groupe a été très attentive.",
    "Des gestes appris à la maison ont trouvé leur nom professionnel.",
    "Deux personnes souhaitent visiter l’EHPAD partenaire.",
    "Le groupe a dressé la liste de ses qualités, chacun en a gardé trois.",
]
