"""256 short French words for things anybody can name: one byte each. Their order is part of the protocol."""

from __future__ import annotations

WORDS = tuple(
    """
    abeille abricot agneau aigle album amande ampoule ananas ancre animal arbre argile armoire artiste
    atelier avion avocat bagage balai balcon baleine ballon bambou banane banc barque bateau berger
    beurre bijou bison blouse bocal boussole bouton branche brique brosse bougie bonnet cabane cactus
    cadran cahier caillou camion canard canoë carotte carte castor cerise chaise chalet chameau cheval
    chemin cigale citron clairon clavier cloche clown cochon coffre colline colombe compas concert
    coquille corail corbeille corde coton couteau crabe crayon crêpe cuisine cygne cuivre dauphin
    dessert diamant domino dragon drapeau duvet écaille échelle école écureuil église élan enclume épice
    éponge escargot étoile éventail fable facteur falaise famille farine fauteuil fenêtre ferme feuille
    figue filet flamme fleuve flocon flûte forêt fougère fourmi fraise fromage fusée galet galop garage
    gâteau gazelle genou girafe glace gorille goutte grange grappe grenier grillon guitare hamac haricot
    herbe hérisson hibou horloge huile huître iceberg igloo image insecte iris ivoire jardin jasmin
    jeton jongleur journal jument jupe kayak kiwi koala lampe lanterne lapin lavande lézard licorne
    lierre lilas limace lingot lion litchi livre loutre lunette lune lutin machine magie maison manche
    mangue marbre marron masque melon menthe merle miel miroir mouette moulin mouton muguet mulot
    musique nacelle navet neige nid nougat nuage oasis océan oiseau olive ombre opéra orage orange
    orchidée orgue oursin outil ovale paille palmier panier papillon parasol parfum peigne peluche perle
    phare piano pigeon pinceau pirate planche plume poire poisson pomme poney porte poupée prairie prune
    puzzle radis raisin renard rivage rocher sable savon singe soleil tambour tigre tortue tulipe vague
    valise violon
    """.split()
)
