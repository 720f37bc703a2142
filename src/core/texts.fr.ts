/**
 * Every word a person reads, in one place: plain French, vouvoiement, no word of the software.
 * Longer than other files on purpose: it is a catalogue, read by whoever reviews the texts.
 */

// ─── Forms: the engine's own sentences ──────────────────────────────────────
export const formTexts = {};

// ─── Forms: Annexe 1 and the short forms ────────────────────────────────────
export const formulaires = {};

// ─── Pôle: suggestions, fonctions ───────────────────────────────────────────
export const poleTexts = {};

// ─── Demande: states, history, refusals ─────────────────────────────────────
export const demandeTexts = {
  /** For the équipe restreinte and the members. */
  etats: {
    brouillon: 'Brouillon',
    envoyee: 'Envoyée, à lire',
    en_analyse: 'En analyse',
    complement_demande: 'Complément demandé',
    membres_sollicites: 'Membres sollicités',
    premiere_intention: 'Première intention',
    seconde_intention: 'Seconde intention',
    bilan: 'Bilan',
    close: 'Close',
    retiree: 'Retirée par le demandeur',
    reorientee: 'Réorientée',
  },
  /** For the demandeur. */
  etatsDemandeur: {
    brouillon: 'Brouillon, pas encore envoyé',
    envoyee: 'Envoyée : l’équipe restreinte va la lire',
    en_analyse: 'Lue : l’équipe restreinte l’analyse',
    complement_demande: 'Une précision vous est demandée',
    membres_sollicites: 'Des membres du pôle sont sollicités',
    premiere_intention: 'Un membre du pôle intervient auprès de vous',
    seconde_intention: 'Des réponses s’organisent avec vous',
    bilan: 'Le bilan est prévu',
    close: 'Terminée',
    retiree: 'Retirée à votre demande',
    reorientee: 'L’équipe restreinte vous a répondu',
  },
  /** The dated history as the demandeur reads it. */
  recitDemandeur: {
    demande_envoyee: 'Vous avez envoyé votre demande.',
    demande_completee: 'Vous avez modifié votre demande.',
    demande_retiree: 'Vous avez retiré votre demande.',
    analyse_prise: 'Votre demande a été lue par l’équipe restreinte.',
    complement_demande: 'L’équipe restreinte vous a demandé une précision.',
    complement_recu: 'Vous avez répondu à la demande de précision.',
    membre_sollicite: (fonctions: string) => `Un membre du pôle a été sollicité (${fonctions}).`,
    intervention_acceptee: (qui: string) => `${qui} a accepté d’intervenir.`,
    prise_attache_notee: (qui: string, date: string) => `${qui} a noté un premier contact avec vous, le ${date}.`,
    demande_reorientee: 'L’équipe restreinte vous a répondu et vous oriente autrement.',
  },
  /** The same for the équipe restreinte and the members. */
  recitPole: {
    demande_envoyee: (qui: string) => `Demande envoyée par ${qui}.`,
    demande_completee: (qui: string) => `Demande modifiée par ${qui}.`,
    demande_retiree: (qui: string) => `Demande retirée par ${qui}.`,
    analyse_prise: (qui: string) => `Prise en analyse par ${qui}.`,
    problematique_nommee: (qui: string, tags: string) => `Problématique nommée par ${qui} : ${tags}.`,
    problematique_note: (qui: string) => `Note ajoutée par ${qui}.`,
    complement_demande: (qui: string) => `Complément demandé par ${qui}.`,
    complement_recu: (qui: string) => `Complément reçu de ${qui}.`,
    membre_sollicite: (nom: string, par: string) => `${nom} : sollicitation par ${par}.`,
    membre_sollicite_accord: (nom: string, par: string) =>
      `${nom} : sollicitation par ${par}, qui a confirmé l’accord des parents.`,
    membre_injoignable: (nom: string) => `${nom} : le message n’a pas pu être remis.`,
    intervention_acceptee: (nom: string) => `${nom} accepte l’intervention.`,
    intervention_declinee: (nom: string, motif: string) => `${nom} ne peut pas intervenir : ${motif}.`,
    prise_attache_notee: (nom: string, date: string) => `${nom} : prise d’attache le ${date}.`,
    demande_reorientee: (qui: string) => `Réorientée par ${qui}, avec une réponse écrite.`,
  },
  /** One sentence for each refusal: what happened, and what can be done. */
  refus: {
    non_autorise: 'Cette action est réservée à d’autres personnes du pôle. Rien n’a été changé.',
    verification_impossible:
      'Je n’arrive pas à vérifier que vous faites partie de l’équipe restreinte en ce moment. Rien n’a été changé ; réessayez dans un instant.',
    hors_conversation: 'Ce bouton ne fonctionne que dans la conversation où je l’ai posé. Rien n’a été changé.',
    introuvable: 'Je ne retrouve pas cette demande. Rien n’a été changé.',
    action_inconnue: 'Ce bouton vient d’un message trop ancien. Écrivez « aide » pour repartir du bon pied.',
    deja_prise: (par: string, quand: string) => `Demande déjà prise en analyse par ${par}, ${quand}.`,
    complement_deja_demande: (par: string, quand: string) =>
      `Un complément a déjà été demandé par ${par}, ${quand} ; attendons la réponse.`,
    complement_deja_recu: 'Votre réponse a déjà été transmise à l’équipe restreinte.',
    deja_sollicite: (nom: string, par: string, quand: string) =>
      `${nom} est déjà sur cette demande, à la demande de ${par}, ${quand}.`,
    deja_acceptee: (quand: string) => `Vous avez déjà accepté cette intervention, ${quand}.`,
    deja_declinee: (quand: string) => `Vous avez déjà répondu que vous n’êtes pas disponible, ${quand}.`,
    accord_parents: (nom: string) =>
      `Pour solliciter ${nom}, l’accord des parents doit d’abord être confirmé. Cochez « Accord des parents » quand vous l’avez.`,
    etat: (etat: string, quand: string) =>
      `Ce n’est plus possible : la demande est passée à l’état « ${etat} », ${quand}.`,
  },
  /** Notices sent when something happens. They never hold anything of the pupil. */
  avis: {
    suivre: 'Suivre ma demande',
    repondre: 'Répondre',
    voirDossier: 'Voir le dossier',
    envoyee: (numero: string) => `Votre demande ${numero} est envoyée`,
    envoyeeDetail:
      'L’équipe restreinte du pôle ressources va la lire. Vous serez prévenu(e) ici à chaque étape. Tant qu’elle n’est pas prise en analyse, vous pouvez la compléter ou la retirer.',
    modifiee: (numero: string) => `Votre demande ${numero} est modifiée`,
    modifieeDetail: 'L’équipe restreinte voit la nouvelle version.',
    lue: (numero: string) => `Votre demande ${numero} a été lue par l’équipe restreinte`,
    lueDetail: 'Elle est maintenant en cours d’analyse.',
    complement: (numero: string) => `L’équipe restreinte a besoin d’une précision sur votre demande ${numero}`,
    complementRecu: (numero: string) => `Merci, votre réponse est jointe à la demande ${numero}`,
    complementRecuDetail: 'L’équipe restreinte reprend son analyse.',
    sollicites: (numero: string) => `Des membres du pôle sont sollicités pour votre demande ${numero}`,
    sollicitesDetail: 'Je vous dirai qui prendra contact avec vous dès qu’une personne aura accepté.',
    acceptee: (numero: string) => `Une intervention est acceptée pour votre demande ${numero}`,
    accepteeDetail: (qui: string) => `${qui} va prendre contact avec vous.`,
    priseAttache: (numero: string) => `Premier contact noté pour votre demande ${numero}`,
    priseAttacheDetail: (qui: string, date: string) => `${qui} a noté avoir pris contact avec vous, le ${date}.`,
    reorientee: (numero: string) => `L’équipe restreinte a répondu à votre demande ${numero}`,
    retiree: (numero: string) => `Votre demande ${numero} est retirée`,
    retireeDetail:
      'L’équipe restreinte en est informée. Vous pourrez faire une nouvelle demande quand vous le voudrez.',
    equipeComplementRecu: (numero: string) => `Demande ${numero} : le complément est arrivé.`,
    equipeTousDeclinent: (numero: string) =>
      `Demande ${numero} : toutes les personnes sollicitées ont décliné. La demande revient en analyse.`,
    equipeInjoignable: (numero: string, nom: string) =>
      `Demande ${numero} : je n’arrive pas à joindre ${nom}. Merci de la ou le prévenir autrement, ou de solliciter quelqu’un d’autre.`,
    equipeNonRemis: (numero: string) =>
      `Demande ${numero} : un message n’a pas pu être remis au demandeur. Merci de le prévenir autrement.`,
    equipeCarteDouteuse: (numero: string) => `Demande ${numero} : sa carte n’a peut-être pas été affichée ici.`,
    afficherCarte: 'Afficher la carte',
    sollicitation: (numero: string) => `Le pôle ressources vous sollicite pour la demande ${numero}`,
    carteAnalyse: (numero: string) => `Demande ${numero} au pôle ressources`,
    dossier: (numero: string) => `Dossier de la demande ${numero}`,
  },
};

// ─── Cards ──────────────────────────────────────────────────────────────────
export const cardTexts = {};

// ─── Dialogue: greetings, help, questions asked in the middle ───────────────
export const dialogueTexts = {
  bonjour: 'Bonjour !',
  accueil:
    'Je suis l’assistant du pôle ressources. Je recueille votre demande d’aide (l’annexe 1 de la note), je la transmets à l’équipe restreinte et je vous tiens au courant à chaque étape.',
  accueilConfidentiel:
    'Vos réponses ne sont lues que par l’équipe restreinte et par les membres du pôle qu’elle sollicite.',
  brouillonEnCours: (combien: number) =>
    combien === 1
      ? 'Vous avez une demande en cours de rédaction.'
      : `Vous avez ${combien} demandes en cours de rédaction.`,
  boutons: {
    nouvelle: 'Nouvelle demande',
    pourEleve: 'Demande pour un élève',
    pourEquipe: 'Demande pour un enseignant ou une équipe',
    mesDemandes: 'Mes demandes',
    aide: 'Aide',
    reprendre: (quoi: string) => `Reprendre : ${quoi}`,
    recommencer: 'Recommencer à zéro',
    annuler: 'Annuler cette demande',
    garder: 'Garder mon brouillon',
    confirmerAnnulation: 'Oui, abandonner ce brouillon',
    confirmerRecommencer: 'Oui, tout effacer',
    remplirCarte: 'Remplir en une fois',
    pasAPas: 'Répondre question par question',
    retirer: 'Retirer ma demande',
    completer: 'Compléter ma demande',
    confirmerRetrait: 'Oui, retirer ma demande',
    fermer: 'Fermer',
  },
  aideTitre: 'Ce que vous pouvez m’écrire',
  aide: [
    '« nouvelle demande » : commencer une demande pour un élève, un enseignant ou une équipe.',
    '« retour » : revenir à la question précédente ; « passer » : laisser une question facultative.',
    '« corriger la classe » (ou le nom, la date…) : changer une réponse.',
    '« où en suis-je ? » : revoir ce qui est déjà rempli.',
    '« remplir en une fois » : voir tout le formulaire d’un coup.',
    '« recommencer » ou « annuler » : effacer ou abandonner le brouillon, après confirmation.',
    '« mes demandes » : suivre vos demandes envoyées et vos brouillons.',
    'Vous pouvez vous arrêter et reprendre plusieurs jours après : rien n’est perdu.',
  ],
  aidePole: 'Vous êtes aussi membre du pôle : les sollicitations vous arrivent ici, avec les boutons pour répondre.',
  aideCanal:
    'Dans ce canal, je pose une carte par demande. Un membre de l’équipe restreinte peut écrire « canal d’analyse » en me mentionnant pour que les demandes arrivent ici.',
  pasCompris:
    'Je n’ai pas compris ce message. Pour demander de l’aide au pôle ressources, choisissez ci-dessous ; écrivez « aide » pour voir tout ce que je sais faire.',
  texteSansDemande:
    'Merci pour ces précisions. Pour que l’équipe restreinte les lise, il faut ouvrir une demande : je vous pose quelques questions, et vous pourrez y recoller ce texte.',
  deRien: 'Avec plaisir. Écrivez-moi quand vous le souhaitez.',
  pieceJointe:
    'Je ne sais pas lire les photos, les fichiers ni les messages vocaux, et je n’en garde pas. Décrivez la situation avec vos mots, s’il vous plaît.',
  tropLong: (longueur: string, max: string) =>
    `Votre message compte ${longueur} caractères ; je peux en garder ${max} au plus. Rien de votre brouillon n’a changé : envoyez-moi un texte plus court, en plusieurs messages si besoin.`,
  rienEnCours: 'Vous n’avez pas de demande en cours de rédaction.',
  rienARetourner: 'Vous êtes à la première question.',
  corrigerQuoi: (champs: string) => `Que voulez-vous corriger ? Écrivez par exemple « corriger » suivi de : ${champs}.`,
  annulerConfirmer: 'Voulez-vous vraiment abandonner ce brouillon ? Ce que vous avez rempli sera effacé.',
  annule: 'Le brouillon est abandonné. Rien n’a été envoyé.',
  recommencerConfirmer: 'Voulez-vous vraiment effacer toutes vos réponses et repartir de la première question ?',
  recommence: 'C’est reparti de zéro.',
  brouillonExiste: (quoi: string) => `Vous avez déjà commencé une demande (${quoi}). Voulez-vous la reprendre ?`,
  brouillonPerime: 'Ce brouillon n’est plus ouvert.',
  resumePerime: 'Votre demande a changé depuis ce résumé. Voici la version à jour, à relire avant l’envoi.',
  dejaEnvoyee: (numero: string) => `Cette demande est déjà envoyée, sous le numéro ${numero}.`,
  carteRemplie: 'Formulaire enregistré.',
  carteErreurs:
    'Quelques réponses sont à revoir : chaque erreur est indiquée sous la question. Le reste est enregistré.',
  reprise: 'Reprenons où vous en étiez.',
  avancement: (fait: number, total: number) => `${fait} réponses sur ${total}.`,
  retraitConfirmer: (numero: string) =>
    `Voulez-vous retirer la demande ${numero} ? L’équipe restreinte ne la traitera pas.`,
  complementQuestion: (question: string) => `La question de l’équipe restreinte : ${question}`,
  aucuneEcole:
    'Aucune école n’est encore enregistrée dans cette application : votre demande ne peut pas partir d’ici. Écrivez à votre circonscription.',
  groupe: 'Écrivez-moi en conversation privée : une demande au pôle ressources reste confidentielle.',
  incident: (reference: string) =>
    `Un incident m’a empêché de traiter votre message. Rien de ce que vous aviez rempli n’est perdu ; réessayez dans un instant. Si cela continue, donnez cette référence : ${reference}.`,
  canal: {
    choisi: (nom: string) => `C’est noté : les demandes de la circonscription ${nom} arriveront dans ce canal.`,
    deja: (nom: string) => `Ce canal est déjà celui de l’équipe restreinte de ${nom}.`,
    refuse:
      'Seule une personne de l’équipe restreinte ou le pilote du pôle peut choisir le canal d’analyse. Rien n’a été changé.',
    prive: 'Le canal d’analyse se choisit dans un canal d’équipe, pas ici : mentionnez-moi dans ce canal.',
    plusieurs: (codes: string) =>
      `Vous êtes dans l’équipe restreinte de plusieurs circonscriptions. Précisez laquelle, par exemple « canal d’analyse ${codes} ».`,
    deplace: (nom: string) =>
      `Les demandes de la circonscription ${nom} arrivent désormais dans un autre canal. Les cartes d’ici ne sont plus à jour.`,
  },
  /** Questions asked in the middle: words that must all be there (any of a group), and the answer. */
  questions: [
    {
      mots: [['qui'], ['voit', 'verra', 'lit', 'lira', 'acces', 'lire', 'voir']],
      reponse:
        'Seules l’équipe restreinte et les personnes du pôle qu’elle sollicite lisent votre demande. Dans leur canal, la carte ne montre jamais l’identité de l’élève.',
    },
    {
      mots: [
        ['combien', 'delai', 'quand', 'duree'],
        ['temps', 'reponse', 'repond', 'delai', 'contact', 'lire', 'attendre', 'reponde'],
      ],
      reponse:
        'L’équipe restreinte lit chaque demande. Vous recevrez un message ici dès qu’elle est lue, puis à chaque étape.',
    },
    {
      mots: [
        ['pole', 'rased', 'annexe'],
        ['quoi', 'est', 'sert', 'qui'],
      ],
      reponse:
        'Le pôle ressources réunit, autour de l’inspecteur, des conseillers pédagogiques, des enseignants spécialisés, des psychologues et d’autres professionnels. Il aide un élève, une classe ou une équipe quand les aménagements habituels n’ont pas suffi.',
    },
    {
      mots: [
        ['parent', 'parents', 'famille'],
        ['prevenir', 'informer', 'accord', 'informes', 'dois', 'faut', 'savoir'],
      ],
      reponse:
        'Informer les parents est vivement conseillé, et leur accord est nécessaire avant l’intervention d’un psychologue scolaire. Je vous pose la question un peu plus loin.',
    },
    {
      mots: [
        ['handicap', 'diagnostic', 'dys', 'maladie'],
        ['dire', 'preciser', 'ecrire', 'indiquer', 'mettre', 'pourquoi'],
      ],
      reponse:
        'Ne précisez ni diagnostic ni nature d’un handicap : décrivez ce que vous observez en classe. Seule la réponse oui ou non figure dans le formulaire.',
    },
    {
      mots: [
        ['modifier', 'changer', 'corriger', 'annuler', 'retirer'],
        ['apres', 'envoi', 'envoye', 'envoyer', 'possible', 'puis', 'peux', 'peut'],
      ],
      reponse:
        'Oui : avant l’envoi, écrivez « corriger » suivi de la réponse à changer. Après l’envoi, vous pouvez compléter ou retirer votre demande tant que l’équipe restreinte ne l’a pas prise en analyse.',
    },
    {
      mots: [['donnees', 'confidentiel', 'confidentialite', 'rgpd', 'conservees', 'securite']],
      reponse:
        'Vos réponses sont chiffrées dans la base, elles ne servent qu’à votre demande, et chaque consultation du dossier est consignée.',
    },
  ],
  questionInconnue:
    'Je ne sais pas répondre à cette question. Pour l’aide, écrivez « aide » ; sinon, votre circonscription saura vous renseigner.',
};

/** What people type, compared without accents or case. Not shown, but words all the same. */
export const intentWords = {
  exact: {
    bonjour: [
      'bonjour',
      'bonsoir',
      'salut',
      'hello',
      'coucou',
      'bjr',
      'start',
      'demarrer',
      'commencer',
      'debut',
      'menu',
      'accueil',
    ],
    aide: ['aide', '?', 'help', 'aidez moi', 'aide moi', 'au secours', 'mode d emploi', 'comment ca marche'],
    retour: ['retour', 'precedent', 'question precedente', 'revenir', 'en arriere', 'revenir en arriere'],
    recommencer: ['recommencer', 'tout recommencer', 'repartir de zero', 'tout effacer', 'recommencer a zero'],
    annuler: [
      'annuler',
      'annule',
      'abandonner',
      'stop',
      'quitter',
      'annuler la demande',
      'annuler cette demande',
      'laisser tomber',
    ],
    ou_en_suis_je: [
      'ou en suis je',
      'ou j en suis',
      'ou en est on',
      'resume',
      'recapitulatif',
      'recap',
      'voir le resume',
      'voir ma demande',
      'ou en est ma demande',
      'ou en est mon brouillon',
    ],
    mes_demandes: ['mes demandes', 'voir mes demandes', 'suivi', 'mes brouillons', 'ma demande', 'liste'],
    nouvelle: [
      'nouvelle demande',
      'nouveau',
      'nouvelle',
      'demande',
      'une demande',
      'faire une demande',
      'demande d aide',
      'annexe 1',
    ],
    passer: [
      'passer',
      'passe',
      'sauter',
      'suivant',
      'question suivante',
      'je ne sais pas',
      'sans reponse',
      'aucun',
      'aucune',
      'rien',
    ],
    passer_optionnel: ['passer tout', 'tout passer', 'passer la suite', 'terminer sans completer'],
    continuer: [
      'continuer',
      'c est tout',
      'termine',
      'j ai termine',
      'j ai fini',
      'fini',
      'fin',
      'la suite',
      'suite',
      'valider',
      'ok',
    ],
    envoyer: [
      'envoyer',
      'envoie',
      'envoyez',
      'envoyer la demande',
      'envoyer ma demande',
      'transmettre',
      'je valide et j envoie',
    ],
    remplir_carte: ['remplir en une fois', 'formulaire', 'tout remplir', 'en une fois', 'voir le formulaire'],
    remplir_pas_a_pas: ['pas a pas', 'question par question', 'une question a la fois'],
    reprendre: [
      'reprendre',
      'reprendre ma demande',
      'reprendre la demande',
      'continuer ma demande',
      'reprendre mon brouillon',
    ],
    merci: ['merci', 'merci beaucoup', 'super merci', 'parfait merci', 'au revoir', 'bonne journee'],
  },
  corriger:
    /^(?:corriger|corrige|modifier|modifie|changer|change|rectifier)(?:\s+(?:ma |mon |mes |la |le |les |l'|l )?(.*))?$/,
  canal: /^canal d ?analyse(?: (.+))?$/,
  demande: /\b(?:demande|demander|aide|aidez|accompagnement|soutien|besoin|pole|appui)\b/,
  pourEleve: /\b(?:un eleve|une eleve|mon eleve|eleve|enfant)\b/,
  pourEquipe: /\b(?:equipe|enseignante?|ecole|classe|collegue|pour moi)\b/,
  interrogatif: /^(?:qui|que|quoi|quand|comment|pourquoi|combien|est ce|puis je|dois je|faut il|c est quoi|a quoi)\b/,
};

// ─── Sandbox page ───────────────────────────────────────────────────────────
export const sandboxTexts = {
  /** Served to the page as JSON, and put into its HTML; `{nom}` and the like are filled in by the page. */
  page: {
    titre: 'Bac à sable du pôle ressources',
    bandeau: 'Bac à sable : tout est fictif, rien ne sort de cet ordinateur.',
    accroche: 'Le bot qui accompagne une demande d’aide, de l’enseignant jusqu’à l’intervention acceptée.',
    sansScript: 'Cette page a besoin de JavaScript pour afficher les conversations.',
    evitement: 'Aller aux conversations',
    commentEssayer: 'Comment essayer',
    etape1Titre: 'Demandez',
    etape1: 'Dans la conversation de l’enseignant, écrivez « nouvelle demande » et laissez-vous guider.',
    etape2Titre: 'Analysez',
    etape2: 'La demande arrive dans le canal d’analyse : prenez-la en charge, puis sollicitez un membre.',
    etape3Titre: 'Acceptez',
    etape3: 'Le membre reçoit une carte : il accepte, et chacun en est averti à l’instant.',
    conversations: 'Conversations',
    choixVolet: 'Conversation affichée',
    voletEnseignant: 'Enseignant',
    voletAnalyse: 'Canal d’analyse',
    voletMembre: 'Membre du pôle',
    sousTitrePrive: 'Conversation privée avec le bot',
    sousTitreCanal: 'Canal restreint de l’équipe d’analyse',
    vousEtes: 'Vous êtes',
    groupeCanal: 'Dans le canal d’analyse',
    groupePrive: 'En privé avec le bot',
    enPrive: '{nom} (en privé)',
    nouveau: 'nouveau',
    nouveauPour: 'Nouveau message pour {nom}',
    voir: 'Voir',
    messages: 'Messages',
    bot: 'Bot du pôle ressources',
    vous: 'Vous',
    supprime: 'Message supprimé.',
    modifie: 'mis à jour à {heure}',
    vueprivee: 'Visible par vous seul',
    enAttente: 'En attente d’envoi',
    ancienTitre: 'Afficher les messages plus anciens',
    videEnseignant: 'Dites bonjour au bot, ou choisissez « nouvelle demande » ci-dessous.',
    videAnalyse: 'Les demandes envoyées par les écoles s’afficheront ici, sans l’identité des élèves.',
    videMembre: 'Les sollicitations de l’équipe restreinte arriveront ici.',
    chargement: 'Chargement de la conversation…',
    ecrire: 'Votre message à {nom}',
    botCourt: 'le bot',
    canalCourt: 'l’équipe',
    indicationPrive: 'Écrivez au bot…',
    indicationCanal: 'Écrivez « @bot » pour parler au bot…',
    envoyer: 'Envoyer',
    photo: 'Joindre une photo fictive',
    suggestions: 'Messages tout prêts',
    suggestionsEnseignant: ['bonjour', 'nouvelle demande', 'mes demandes', 'aide'],
    suggestionsCanal: ['@bot aide', '@bot canal d’analyse'],
    suggestionsMembre: ['bonjour', 'aide'],
    reglages: 'Réglages d’essai',
    sansExecute: 'Simuler un client sans Action.Execute',
    retirer: 'Retirer {nom} du canal',
    remettre: 'Remettre {nom} dans le canal',
    injoignable: 'Rendre injoignable (bot non installé)',
    estAbsent:
      '{nom} n’est plus dans le canal. Ses cartes restent visibles ici pour vérifier que ses clics sont refusés.',
    estInjoignable: '{nom} n’a pas installé le bot : le bot ne peut pas lui écrire.',
    connecte: 'Connecté',
    reconnexion: 'Connexion perdue, nouvelle tentative…',
    fermer: 'Fermer ce message',
    tropLong: 'Ce message est trop long pour être envoyé. Raccourcissez-le, ou envoyez-le en plusieurs fois.',
    carteIllisible: 'Cette carte n’a pas pu être affichée.',
    lienExterne: 'Le lien s’ouvre dans un nouvel onglet.',
  },
  serveur: {
    photoJointe: '📷 Photo jointe (fictive)',
    trameIllisible: 'Ce message n’a pas été compris par le bac à sable. Rechargez la page, puis recommencez.',
    trameTropGrande: 'Ce message dépasse 256 Ko : il n’a pas été transmis.',
    personaInconnu: 'Cette personne n’existe pas dans le bac à sable.',
    pasSaConversation: 'Cette personne n’a pas accès à cette conversation.',
    plusDansLeCanal: 'Cette personne n’est plus dans le canal : elle ne peut plus y écrire.',
    sansBot: 'Cette personne n’a pas installé le bot : elle ne peut pas lui écrire. Changez ses réglages d’essai.',
    incident: 'Un incident nous a empêchés de traiter votre message. Rien n’est perdu ; réessayez dans un instant.',
    incidentReference: 'Un incident nous a empêchés de traiter votre message. Référence à transmettre : {reference}',
    hoteRefuse: 'Le bac à sable ne répond qu’à cet ordinateur. Ouvrez l’adresse affichée au démarrage.',
  },
};

// ─── Help tab in Teams ──────────────────────────────────────────────────────
export const ongletTexts = {
  titre: 'Mode d’emploi du pôle ressources',
  intro:
    'Le pôle ressources aide les enseignants, les équipes et les écoles quand les aménagements et les réunions ' +
    'prévus dans le cadre du droit commun n’ont pas suffi. Vous n’êtes pas seul : chaque demande est lue.',
  ecrire: 'Écrire au pôle ressources',
  sansBot: 'Pour écrire au pôle ressources, ouvrez la conversation avec le bot.',
  sections: [
    {
      titre: 'Faire une demande',
      etapes: [
        'Ouvrez la conversation avec le bot et écrivez « nouvelle demande ».',
        'Dites si la demande concerne un élève, ou bien un enseignant ou une équipe.',
        'Répondez aux questions une à une, ou remplissez tout en une fois. Vous pouvez vous arrêter et reprendre plus tard.',
        'Relisez le récapitulatif, corrigez si besoin, puis envoyez. Vous recevez un numéro.',
      ],
    },
    {
      titre: 'Ce qui se passe ensuite',
      etapes: [
        'L’équipe restreinte lit votre demande et nomme la problématique avec vous.',
        'Elle sollicite les membres du pôle les plus à même de vous répondre.',
        'Un membre prend contact avec vous. Le bot vous dit qui, dès que la réponse est donnée.',
        'Un bilan est fait ensemble à une date convenue.',
      ],
    },
    {
      titre: 'À tout moment',
      etapes: [
        '« où en suis-je ? » rappelle où vous en êtes.',
        '« corriger la classe » revient sur une réponse ; « retour » revient d’un pas.',
        '« mes demandes » montre l’avancement de chacune.',
        '« aide » rappelle ce que le bot sait faire.',
      ],
    },
  ],
  descriptionTitre: 'Bien décrire une difficulté',
  description:
    'Décrivez ce que vous observez : quand, comment, à quelle fréquence, ce qui a déjà été essayé. ' +
    'N’écrivez ni diagnostic ni nom d’une autre famille.',
  confidentialiteTitre: 'Qui voit quoi',
  confidentialite:
    'Seuls l’équipe restreinte et les membres sollicités lisent votre demande en entier. ' +
    'Dans le canal d’analyse, l’identité de l’élève ne s’affiche pas.',
};

// ─── Command line (npm run pole) ────────────────────────────────────────────
export const poleCommandTexts = {};

// ─── Settings and start ─────────────────────────────────────────────────────
export const startTexts = {
  settings: {
    HOST: 'Adresse d’écoute. 127.0.0.1 n’est joignable que de cette machine ; 0.0.0.0 de partout (derrière un proxy HTTPS).',
    PORT: 'Port d’écoute. 0 choisit un port libre.',
    DATABASE_URL:
      'Base PostgreSQL, sous la forme postgres://utilisateur:motdepasse@machine:5432/base. Sans ce réglage, la base embarquée dans DATA_DIR est utilisée.',
    DATA_DIR: 'Dossier de la base embarquée et de la clé du bac à sable.',
    DATA_KEYS:
      'Clés de chiffrement des données personnelles : id:base64 de 32 octets, séparées par des virgules. La première écrit, les autres ne font que lire. « npm run pole -- cles generer » en fabrique une. Obligatoire hors du bac à sable.',
    LOG_LEVEL: 'Détail du journal technique.',
    MicrosoftAppType: 'Type d’inscription du robot dans Azure.',
    MicrosoftAppId: 'Identifiant d’application (GUID) du robot dans Azure. Le donner relie le robot à Teams.',
    MicrosoftAppPassword: 'Secret client du robot. Inutile avec UserAssignedMSI.',
    MicrosoftAppTenantId: 'Locataire (tenant) du robot. Obligatoire avec SingleTenant et UserAssignedMSI.',
    ToBotFromChannelOpenIdMetadataUrl: 'Autre nuage : métadonnées OpenID qui signent ce que Teams envoie au robot.',
    ToBotFromChannelTokenIssuer: 'Autre nuage : émetteur attendu dans les jetons que Teams envoie.',
    ToBotFromEmulatorOpenIdMetadataUrl: 'Autre nuage : métadonnées OpenID des jetons de l’émulateur.',
    ToChannelFromBotLoginUrl: 'Autre nuage : autorité où le robot demande ses jetons.',
    ToChannelFromBotOAuthScope: 'Autre nuage : portée demandée pour ces jetons.',
    OAuthUrl: 'Autre nuage : service de jetons du Bot Framework.',
    CallerId: 'Autre nuage : identité d’appelant du Bot Framework.',
    SANDBOX: 'Bac à sable local, sans Teams ni Tchap, avec une circonscription fictive.',
    sandboxDefault: 'true si aucun canal n’est réglé',
    PUBLIC_URL: 'Adresse https publique du robot, pour construire le paquet Teams (npm run manifest).',
    PRIVACY_URL: 'Page sur les données personnelles, indiquée dans le paquet Teams.',
    privacyDefault: 'PUBLIC_URL/confidentialite',
    TERMS_URL: 'Page des conditions d’utilisation, indiquée dans le paquet Teams.',
    termsDefault: 'PUBLIC_URL/conditions',
    PUBLISHER: 'Nom de l’organisme qui publie le robot, indiqué dans le paquet Teams (32 caractères au plus).',
    publisherDefault: 'Pôle ressources',
  },
  settingTypes: {
    text: 'texte',
    port: 'nombre de 0 à 65535',
    folder: 'dossier',
    url: 'adresse https',
    database: 'adresse PostgreSQL',
    keys: 'liste de clés',
    boolean: 'true ou false',
  },
  settingsTable: {
    name: 'Réglage',
    type: 'Type',
    byDefault: 'Par défaut',
    description: 'À quoi il sert',
    secret: 'Secret.',
  },
  wrong: {
    choice: (choices: string) => `valeur impossible. Choisissez parmi : ${choices}.`,
    port: 'donnez un nombre entier de 0 à 65535, par exemple 3978.',
    url: 'donnez une adresse complète, par exemple https://exemple.fr/chemin.',
    plainHttp:
      'une adresse http:// n’est acceptée que sur cette machine (127.0.0.1, ::1 ou localhost). Donnez une adresse https://.',
    database: 'donnez une adresse de la forme postgres://utilisateur:motdepasse@machine:5432/base.',
    publisher: 'donnez un nom de 32 caractères au plus.',
    keys: {
      form: (position: number) =>
        `la clé n° ${position} n’a pas la forme id:base64. Fabriquez-en une avec « npm run pole -- cles generer ».`,
      id: (position: number) =>
        `l’identifiant de la clé n° ${position} doit avoir de 1 à 32 caractères, pris parmi les lettres sans accent, les chiffres, « _ » et « - ».`,
      length: (id: string) =>
        `la clé « ${id} » ne fait pas 32 octets en base64. Recopiez-la en entier, ou fabriquez-en une avec « npm run pole -- cles generer ».`,
      duplicate: (id: string) =>
        `deux clés portent l’identifiant « ${id} ». Donnez un identifiant différent à chacune.`,
    },
  },
  refusals: {
    sandboxWithChannel: (names: string) =>
      `SANDBOX : le bac à sable ne démarre pas avec de vrais réglages Teams ou Tchap (${names}). Retirez ces réglages, ou mettez SANDBOX=false pour un vrai service.`,
    teamsWithoutAppId: (names: string) =>
      `MicrosoftAppId : des réglages Teams sont donnés (${names}) mais il manque MicrosoftAppId. Ajoutez-le pour relier le robot à Teams, ou retirez ces réglages pour le bac à sable.`,
    sandboxNotLoopback: (host: string) =>
      `HOST : le bac à sable n’a pas de mot de passe, il n’écoute donc que sur cette machine, et pas sur « ${host} ». Mettez HOST=127.0.0.1, ou reliez le robot à Teams.`,
    noChannel:
      'MicrosoftAppId : hors du bac à sable, il faut un canal. Donnez MicrosoftAppId et MicrosoftAppPassword pour Teams, ou mettez SANDBOX=true pour essayer en local.',
    tchapNotYet: (names: string) =>
      `${names} : cette version ne se relie pas encore à Tchap. Retirez ce qui commence par TCHAP_.`,
    password:
      'MicrosoftAppPassword : il manque le secret client du robot. Créez-en un dans Azure (Certificats et secrets), ou mettez MicrosoftAppType=UserAssignedMSI si le robot a une identité managée.',
    tenant: (type: string) =>
      `MicrosoftAppTenantId : obligatoire avec MicrosoftAppType=${type}. Donnez l’identifiant du locataire (tenant), visible dans Azure.`,
    noKeys:
      'DATA_KEYS : hors du bac à sable, il faut une clé pour chiffrer les données personnelles. Fabriquez-la avec « npm run pole -- cles generer », donnez-la dans DATA_KEYS et gardez-en une copie en lieu sûr.',
    typo: (name: string, known: string) =>
      `${name} : ce réglage n’existe pas, vouliez-vous dire « ${known} » ? Corrigez son nom, ou retirez-le.`,
  },
  problem: (name: string, sentence: string) => `${name} : ${sentence}`,
  refused: (problems: string[]) =>
    [
      problems.length === 1
        ? 'Le robot ne peut pas démarrer : un réglage est à corriger.'
        : `Le robot ne peut pas démarrer : ${problems.length} réglages sont à corriger.`,
      ...problems.map((problem) => `  - ${problem}`),
      'La liste des réglages est dans le fichier README.md.',
    ].join('\n'),
  warnings: {
    embeddedDatabase:
      'La base embarquée peut perdre les dernières écritures lors d’une coupure de courant. Pour un vrai service, donnez une base PostgreSQL dans DATABASE_URL.',
  },
  sandboxKeyUnreadable: (file: string) =>
    `Le fichier ${file} ne contient pas une clé lisible. Remettez-y la clé d’une sauvegarde ; sans elle, les données chiffrées du bac à sable sont perdues. Pour repartir de zéro, supprimez tout le dossier des données.`,
  banner: (address: string) =>
    [
      '',
      '  Pôle ressources : bac à sable',
      '',
      `  Ouvrez ${address} dans un navigateur.`,
      '  Tout y est fictif, et rien ne quitte cette machine. Ctrl+C pour arrêter.',
      '',
    ].join('\n'),
  started: (address: string) => `Le robot écoute sur ${address} (Teams : POST /api/messages).`,
  manifest: {
    refused: (problems: string[]) =>
      ['Le paquet Teams ne peut pas être construit.', ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    appIdMissing: 'MicrosoftAppId : donnez l’identifiant d’application du robot, visible dans Azure.',
    appIdForm: 'MicrosoftAppId : donnez l’identifiant sous la forme 00000000-0000-0000-0000-000000000000.',
    publicUrlMissing: 'PUBLIC_URL : donnez l’adresse https publique du robot, par exemple https://pole.exemple.fr.',
    publicUrlNotHttps: (name: string) => `${name} : Teams n’accepte que des adresses https.`,
    built: (file: string) => `Le paquet Teams est prêt : ${file}. Envoyez-le dans le centre d’administration Teams.`,
  },
};
