/**
 * Every word a person reads, in one place: plain French, vouvoiement, no word of the software.
 * Longer than other files on purpose: it is a catalogue, read by whoever reviews the texts.
 */

// ─── Forms: the engine's own sentences ──────────────────────────────────────
export const formTexts = {
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  weekdays: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  creneau: (weekday: string, day: string, time: string) => `${weekday} ${day} à ${time}`,
  /** For a button. */
  creneauCourt: (weekday: string, day: string, month: string, time: string) => `${weekday} ${day} ${month}, ${time}`,
  shortMonths: ['janv.', 'févr.', 'mars', 'avril', 'mai', 'juin', 'juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  time: (hour: number, minute: string) => `${hour} h ${minute}`,
  /** « 14 h », in a rendez-vous. */
  hour: (hour: number) => `${hour} h`,
  dayAndTime: (day: string, time: string) => `le ${day} à ${time}`,
  characters: (count: number) => `${thousands(count)} caractère${count > 1 ? 's' : ''}`,
  understood: (label: string, display: string) => `${label} : ${display}`,
  notAnswered: 'Non renseigné',

  empty: 'Votre message est vide. Écrivez votre réponse, ou « aide ».',
  noWord: 'Je ne sais pas lire une réponse sans mot ni chiffre. Pouvez-vous l’écrire ?',
  tooLong: (count: number, max: number) =>
    `Votre réponse fait ${thousands(count)} caractères ; elle peut en faire ${thousands(max)} au plus. Pouvez-vous la raccourcir ?`,
  longTooLong: (added: number, kept: number, max: number) =>
    kept === 0
      ? `Votre texte fait ${thousands(added)} caractères ; il peut en faire ${thousands(max)} au plus. Pouvez-vous le raccourcir ?`
      : `Cet ajout fait ${thousands(added)} caractères et le texte déjà écrit ${thousands(kept)} ; ensemble, ils peuvent en faire ${thousands(max)} au plus. Le texte déjà écrit est gardé, l’ajout ne l’est pas.`,
  longAdded: (count: number, max: number) => `${thousands(count)} caractères sur ${thousands(max)}.`,
  cleared: (label: string) => `« ${label} » est de nouveau vide.`,
  nothingYet: (label: string) => `Il n’y a encore rien pour « ${label} ». Écrivez votre réponse d’abord.`,
  required: (label: string) => `« ${label} » est à remplir.`,
  cannotSkip: (label: string) =>
    `« ${label} » est nécessaire pour que votre demande soit comprise : cette question ne peut pas être passée.`,
  firstQuestion: 'Vous êtes à la première question : il n’y a rien avant. Rien n’est perdu.',
  notAskedNow: 'Cette question n’est pas posée ici, ou ne l’est plus. Vos réponses sont gardées.',
  atSummary:
    'Toutes les questions ont leur réponse. Vous pouvez envoyer, ou corriger une réponse en disant par exemple « corriger l’école ».',
  atDoor: 'Souhaitez-vous ajouter des informations facultatives ? Répondez « oui » ou « non ».',
  finished: 'C’est terminé : toutes vos réponses sont données.',
  cardProblems: (count: number) =>
    count > 1
      ? `${count} réponses sont à revoir ou à compléter. Les autres sont gardées.`
      : 'Une réponse est à revoir ou à compléter. Les autres sont gardées.',

  misplaced: (resembled: string, needed: string) => `Cela ressemble à ${resembled} ; ici j’ai besoin ${needed}.`,
  resembles: { date: 'une date', yesNo: 'un oui ou un non', ecole: 'une école', name: 'un nom' },
  needed: {
    yesNo: (label: string) => `d’un oui ou d’un non pour « ${label} »`,
    answer: (label: string) => `de la réponse à « ${label} »`,
  },

  choice: {
    unknown: (labels: string[], canSkip: boolean) => {
      const pass = canSkip ? ' Vous pouvez aussi passer cette question.' : '';
      if (labels.length === 0) return `Il n’y a rien à choisir pour le moment.${pass}`;
      const shown = labels.slice(0, 15).join(', ');
      return `Je n’ai pas reconnu votre réponse. Choisissez parmi : ${shown}${labels.length > 15 ? '…' : '.'}${pass}`;
    },
    ambiguous: (labels: string[]) =>
      `Plusieurs réponses correspondent : ${labels.slice(0, 15).join(', ')}${labels.length > 15 ? '…' : '.'} Laquelle voulez-vous dire ?`,
  },

  ecole: {
    display: (nom: string, commune: string, complete: boolean) => `${complete ? '' : 'École '}${nom} (${commune})`,
    several: 'Plusieurs écoles peuvent correspondre. Laquelle est la vôtre ?',
    isItThisOne: 'Est-ce bien cette école ?',
    noneOfThem: 'Indiquez alors le nom de votre école et sa commune, ou son code UAI (sept chiffres et une lettre).',
    unknown:
      'Je ne trouve pas cette école. Écrivez son nom et sa commune, ou son code UAI (sept chiffres et une lettre). Si elle reste introuvable, la circonscription peut me la faire connaître.',
  },

  name: {
    tooLong: (count: number, max: number) =>
      `Ce nom fait ${thousands(count)} caractères ; il peut en faire ${max} au plus.`,
    refusedCharacter: (character: string) =>
      `Le caractère « ${character} » ne peut pas figurer ici : un nom s’écrit avec des lettres, des espaces, des apostrophes, des traits d’union et des points.`,
    refusedInReference: (character: string) =>
      `Le caractère « ${character} » ne peut pas figurer dans la référence d’une école. Pouvez-vous l’écrire sans lui ?`,
    noLetter: 'Un nom contient au moins une lettre. Pouvez-vous l’écrire ?',
  },

  date: {
    unreadable: 'Je n’ai pas reconnu de date. Écrivez-la par exemple ainsi : 12/03/2016 ou 12 mars 2016.',
    noYear: 'Il manque l’année. Écrivez la date entière, par exemple : 12 mars 2016.',
    noDay: 'Il manque une partie de la date. Écrivez le jour, le mois et l’année, par exemple : 12 mars 2016.',
    impossibleYear: 'Cette année n’est pas possible. Écrivez la date entière, par exemple : 12 mars 2016.',
    noSuchMonth: (month: number) =>
      `Le mois ${month} n’existe pas. Écrivez le jour, puis le mois, puis l’année, par exemple : 12/03/2016.`,
    monthFirst: (month: number, swapped: string) =>
      `Le mois ${month} n’existe pas : écrivez le jour avant le mois. Vouliez-vous dire le ${swapped} ?`,
    noSuchDay: (day: number, month: string, year: number) =>
      `Il n’y a pas de ${day} ${month} en ${year}. Pouvez-vous vérifier la date ?`,
    futureBirth: (day: string) =>
      `Le ${day} est à venir : ce ne peut pas être une date de naissance. Pouvez-vous vérifier ?`,
    future: (day: string) => `Le ${day} est à venir : ici, j’ai besoin d’une date passée.`,
    tooFar: (day: string) => `Le ${day} est dans plus d’un an. Pouvez-vous vérifier la date ?`,
    notYet: (day: string) => `Le ${day} est à venir : la date est gardée, corrigez-la si c’est une erreur.`,
  },

  creneaux: {
    illisible:
      'Je n’ai pas compris ces dates. Écrivez pour chacune le jour et l’heure, par exemple : mardi 14 h, jeudi 5 mars 9 h 30.',
    sansHeure: (day: string) => `À quelle heure, le ${day} ? Écrivez pour chaque date le jour et l’heure.`,
    sansJour: 'Quel jour ? Écrivez le jour avant l’heure, par exemple : mardi 14 h.',
    debutSeul: 'Écrivez seulement l’heure du début, par exemple : mardi 14 h. La durée est demandée à part.',
    horsJournee:
      'Un rendez-vous se propose entre 7 h et 20 h. Pour l’après-midi, écrivez par exemple « 14 h » plutôt que « 2 h ».',
    autreJour: (day: string, real: string, named: string) =>
      `Le ${day} est un ${real}, et non un ${named}. Pouvez-vous vérifier ?`,
    passe: (quand: string) => `La date du ${quand} est déjà passée. Proposez une date à venir.`,
    lointain: (day: string) => `Le ${day} est dans plus de dix mois. Proposez une date plus proche.`,
    trop: (count: number, most: number) => `Vous proposez ${count} dates ; ${most} au plus suffisent.`,
  },

  niveau: {
    age: (birthYear: number) =>
      `Une naissance en ${birthYear} surprend pour un élève d’école primaire. La réponse est gardée, corrigez-la si c’est une erreur.`,
    surprising: (niveaux: string, expected: number, birthYear: number) =>
      `En ${niveaux}, les élèves sont le plus souvent nés en ${expected} ; celui-ci serait né en ${birthYear}. La réponse est gardée, corrigez-la si c’est une erreur.`,
  },

  coaching: {
    diagnosis:
      'Restez factuel : décrivez ce que vous observez en classe. La nature d’un handicap ou un diagnostic n’a pas à figurer ici.',
    otherPerson:
      'Si vous nommez une autre personne ou une autre famille, préférez « un autre élève », « sa mère » : son nom n’a pas à figurer ici.',
  },
};

/** 4 000, with the space that does not break. */
function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}

// ─── Forms: Annexe 1 and the short forms ────────────────────────────────────
export const formulaires = {
  oui: 'Oui',
  non: 'Non',
  enCours: 'En cours',
  moi: (nom: string) => `Moi : ${nom}`,
  niveaux: {
    TPS: 'TPS',
    PS: 'PS',
    MS: 'MS',
    GS: 'GS',
    CP: 'CP',
    CE1: 'CE1',
    CE2: 'CE2',
    CM1: 'CM1',
    CM2: 'CM2',
    ULIS: 'ULIS',
    UPE2A: 'UPE2A',
    RASED: 'RASED (regroupement)',
    MULTI: 'Multi-niveaux',
  },

  annexe1: {
    title: 'Demande d’aide au pôle ressources',
    cas: {
      label: 'La demande concerne',
      question: 'Pour qui faites-vous cette demande ?',
      named: { un: 'le choix d’un cas', de: 'de savoir pour qui est la demande' },
    },
    casChoices: {
      eleve: 'Pour un élève (cas n° 1)',
      equipe: 'Pour un enseignant ou une équipe d’école (cas n° 2)',
    },
    ecole: {
      label: 'École',
      question: 'Quelle est votre école ?',
      help: 'Écrivez son nom, sa commune ou son code UAI. Une faute de frappe n’est pas gênante.',
      named: { un: 'une école', de: 'de l’école' },
    },
    eleve_nom: {
      label: 'Nom et prénom de l’élève',
      question: 'Quels sont le nom et le prénom de l’élève ?',
      help: 'Seules les personnes qui ont à connaître du dossier les verront.',
      named: { un: 'un nom', de: 'du nom et du prénom de l’élève' },
    },
    naissance: {
      label: 'Date de naissance',
      question: 'Quelle est sa date de naissance ?',
      example: '12/03/2016 ou 12 mars 2016',
      named: { un: 'une date', de: 'de la date de naissance' },
    },
    pour: {
      label: 'Demande faite pour',
      question: 'Est-ce pour un enseignant, ou pour une équipe d’école ?',
      named: {
        un: 'le choix entre enseignant et équipe',
        de: 'de savoir si c’est pour un enseignant ou pour une équipe',
      },
    },
    pourChoices: {
      enseignant: 'Un enseignant',
      equipe: 'Une équipe d’école',
    },
    reference: {
      label: 'Nom et prénom de l’enseignant',
      question: 'Quels sont le nom et le prénom de l’enseignant ?',
      named: { un: 'un nom', de: 'du nom et du prénom de l’enseignant' },
    },
    referenceEquipe: {
      label: 'Référence de l’école',
      question: 'Quelle est la référence de l’école ?',
      help: 'Pour une équipe, c’est l’école elle-même ; vous pouvez préciser l’équipe, par exemple « cycle 2 ».',
      named: { un: 'une école', de: 'de la référence de l’école' },
    },
    niveau: {
      label: 'Niveau de classe',
      question: 'Quel est le niveau de classe ?',
      help: 'Vous pouvez en choisir plusieurs.',
      example: 'CE1, ou CE1 et CE2',
      named: { un: 'un niveau de classe', de: 'du niveau de classe' },
    },
    enseignant: {
      label: 'Enseignant(e)',
      question: 'Qui est l’enseignant ou l’enseignante de l’élève ?',
      named: { un: 'un nom', de: 'du nom de l’enseignant ou de l’enseignante' },
    },
    handicap: {
      label: 'Élève en situation de handicap',
      question: 'L’élève est-il en situation de handicap ?',
      help: 'Oui ou non suffit : la nature du handicap n’est jamais demandée.',
    },
    avs: {
      label: 'Présence d’AVS (AESH)',
      question: 'Une AVS (AESH) est-elle présente auprès de l’élève ?',
    },
    origine: {
      label: 'Origine de la demande',
      question: 'Qui fait cette demande ?',
      named: { un: 'l’origine de la demande', de: 'de savoir qui fait la demande' },
    },
    origineChoices: {
      enseignant: 'Un enseignant, individuellement',
      equipe: 'Une équipe (conseil des maîtres de cycle)',
      ecole: 'L’école (conseil d’école)',
    },
    date_conseil: {
      label: 'Date du conseil',
      question: 'À quelle date le conseil s’est-il tenu ?',
      example: '12 mars',
      named: { un: 'une date', de: 'de la date du conseil' },
    },
    nature: {
      label: 'Nature de la demande',
      question: 'Demandez-vous une aide ou un accompagnement ?',
      help: 'Une aide porte sur un ou des élèves, une classe ou l’école ; un accompagnement, sur un ou des enseignants.',
      named: { un: 'la nature de la demande', de: 'de savoir si vous demandez une aide ou un accompagnement' },
    },
    natureChoices: {
      aide: 'Une aide',
      accompagnement: 'Un accompagnement',
    },
    objet: {
      label: 'Objet de la demande',
      question: 'Pour qui précisément ?',
      named: { un: 'l’objet de la demande', de: 'de savoir sur qui porte la demande' },
    },
    objetChoices: {
      eleve: 'Un élève',
      groupe_eleves: 'Un groupe d’élèves',
      classe: 'Une classe',
      ecole: 'L’école',
      enseignant: 'Un enseignant',
      groupe_enseignants: 'Un groupe d’enseignants',
      equipe: 'L’ensemble de l’équipe',
    },
    difficultes: {
      label: 'Difficultés rencontrées par l’équipe enseignante',
      question: 'Quelles difficultés l’équipe enseignante rencontre-t-elle ?',
      help: 'Une description factuelle et succincte : ce que vous observez, quand, à quelle fréquence.',
      named: { un: 'une description', de: 'd’une description des difficultés rencontrées' },
    },
    droit_commun: {
      label: 'Aménagements et réunions déjà mis en place (droit commun)',
      question: 'Quels aménagements et quelles réunions avez-vous déjà mis en place ?',
      help: 'Par exemple : aménagements en classe, aide en petit groupe, rencontre avec la famille, conseil de cycle, équipe éducative.',
      emptyWarning:
        'Le pôle est sollicité, en règle générale, quand les aménagements et les réunions prévus dans le cadre du droit commun n’ont pas suffi. Vous pouvez continuer, et compléter cette réponse plus tard.',
      named: { un: 'une description', de: 'des aménagements et des réunions déjà mis en place' },
    },
    parents_informes: {
      label: 'Parents informés de la demande',
      question: 'Les parents sont-ils informés de cette demande ?',
    },
    parents_informes_le: {
      label: 'Date d’information des parents',
      question: 'À quelle date les parents ont-ils été informés ?',
      named: { un: 'une date', de: 'de la date à laquelle les parents ont été informés' },
    },
    equipe_educative: {
      label: 'Équipe éducative tenue',
      question: 'Une équipe éducative s’est-elle tenue ?',
    },
    equipe_educative_le: {
      label: 'Date de l’équipe éducative',
      question: 'À quelle date l’équipe éducative s’est-elle tenue ?',
      named: { un: 'une date', de: 'de la date de l’équipe éducative' },
    },
    ppre: { label: 'PPRE', question: 'Y a-t-il un PPRE (programme personnalisé de réussite éducative) ?' },
    pap: { label: 'PAP', question: 'Y a-t-il un PAP (plan d’accompagnement personnalisé) ?' },
    pai: { label: 'PAI', question: 'Y a-t-il un PAI (projet d’accueil individualisé) ?' },
    pps: { label: 'PPS', question: 'Y a-t-il un PPS (projet personnalisé de scolarisation) ?' },
    aides_essayees: {
      label: 'Aides déjà essayées et leur effet',
      question: 'Quelles aides ont déjà été essayées, et avec quel effet ?',
    },
    attentes: {
      label: 'Ce qui est attendu du pôle',
      question: 'Qu’attendez-vous du pôle ressources ?',
    },
    disponibilites: {
      label: 'Moments où vous joindre',
      question: 'À quels moments peut-on vous joindre ?',
      example: 'le mardi après 16 h 30, ou à la récréation',
    },
  },

  qualification: {
    title: 'Problématique de la demande',
    problematiques: {
      label: 'Problématiques',
      question: 'Quelles problématiques reconnaissez-vous dans cette demande ?',
      help: 'Vous pouvez en choisir plusieurs.',
      named: { un: 'une problématique', de: 'des problématiques' },
    },
    note: {
      label: 'Note privée',
      question: 'Souhaitez-vous ajouter une note ?',
      help: 'Seule l’équipe restreinte la lira.',
    },
  },
  complementQuestion: {
    title: 'Demande de complément',
    question: {
      label: 'Votre question au demandeur',
      question: 'Quelle précision souhaitez-vous demander ?',
      help: 'Le demandeur la recevra telle que vous l’écrivez.',
    },
  },
  complementReponse: {
    title: 'Réponse à l’équipe restreinte',
    reponse: {
      label: 'Votre réponse',
      question: 'Que répondez-vous à l’équipe restreinte ?',
    },
  },
  sollicitation: {
    title: 'Sollicitation de membres du pôle',
    membres: {
      label: 'Membres sollicités',
      question: 'Quels membres du pôle souhaitez-vous solliciter ?',
      help: 'Vous pouvez en choisir plusieurs.',
      named: { un: 'un membre du pôle', de: 'du nom d’un ou de plusieurs membres du pôle' },
    },
    message: {
      label: 'Message aux membres',
      question: 'Souhaitez-vous leur écrire quelques mots ?',
    },
    accordParents: {
      label: 'Accord des parents',
      question: 'L’accord des parents est-il recueilli ?',
      help: 'Nécessaire avant de solliciter un psychologue scolaire. Votre nom sera noté avec cette confirmation.',
    },
    accordParentsOui: 'Je confirme que les parents ont donné leur accord',
  },
  reorientation: {
    title: 'Réorientation de la demande',
    texte: {
      label: 'Votre réponse au demandeur',
      question: 'Que répondez-vous au demandeur ?',
      help: 'Une réponse écrite et courtoise, que le demandeur lira telle quelle : pourquoi le pôle ne prend pas cette demande, et vers qui se tourner.',
    },
  },
  refus: {
    title: 'Je ne suis pas disponible',
    motif: {
      label: 'Motif',
      question: 'Pour quelle raison n’êtes-vous pas disponible ?',
      named: { un: 'un motif', de: 'du motif' },
    },
    motifChoices: {
      emploi_du_temps: 'Emploi du temps complet',
      absence: 'Absence sur cette période',
      hors_champ: 'Ce n’est pas de mon ressort',
      autre: 'Autre',
    },
    precision: { label: 'Précision', question: 'Souhaitez-vous préciser ?' },
    collegue: {
      label: 'Collègue proposé',
      question: 'Pensez-vous à un ou une collègue qui pourrait intervenir ?',
      named: { un: 'un membre du pôle', de: 'du nom d’un membre du pôle' },
    },
  },
  priseAttache: {
    title: 'Prise d’attache',
    date: {
      label: 'Date de la prise d’attache',
      question: 'À quelle date avez-vous pris l’attache du demandeur ?',
      example: 'hier, ou 12 mars',
      named: { un: 'une date', de: 'de la date de la prise d’attache' },
    },
    note: {
      label: 'Note',
      question: 'Souhaitez-vous ajouter une courte note ?',
      help: 'Restez factuel et bref. Vous choisissez qui pourra la lire.',
    },
  },
  retrait: {
    title: 'Retrait de la demande',
    motif: { label: 'Motif du retrait', question: 'Souhaitez-vous dire pourquoi vous retirez cette demande ?' },
  },
};

// ─── First intention: what members note, rendez-vous, messages ─────────────
export const premiereTexts = {
  actes: {
    prise_attache: 'Prise d’attache',
    observation: 'Observation en situation',
    entretien: 'Entretien d’explicitation',
    premiere_reponse: 'Première réponse',
  },
  intervention: {
    title: 'Intervention',
    acte: {
      label: 'Ce qui a eu lieu',
      question: 'Qu’avez-vous fait ?',
      named: { un: 'une intervention', de: 'de savoir ce que vous avez fait' },
    },
    date: {
      label: 'Date de l’intervention',
      question: 'À quelle date était-ce ?',
      example: 'hier, ou 12 mars',
      named: { un: 'une date', de: 'de la date de l’intervention' },
    },
    note: {
      label: 'Note',
      question: 'Souhaitez-vous ajouter une courte note ?',
      help: 'Restez factuel et bref. Vous choisissez qui pourra la lire.',
    },
    partage: {
      label: 'Qui lira la note',
      question: 'Qui pourra lire cette note ?',
      help: 'Sans choix de votre part, le pôle seulement. Le demandeur voit dans tous les cas ce qui a eu lieu et la date.',
      named: { un: 'un choix de lecteurs', de: 'du choix de qui lira la note' },
    },
    partageChoices: { pole: 'Le pôle seulement', tous: 'Le pôle et le demandeur' },
    avec: {
      label: 'Avec qui',
      question: 'Qui était présent ?',
      example: 'l’enseignante et la directrice',
    },
  },
  rendezVous: {
    title: 'Proposition de dates',
    objet: {
      label: 'Objet du rendez-vous',
      question: 'Quel est l’objet de ce rendez-vous ?',
      named: { un: 'un objet', de: 'de l’objet du rendez-vous' },
    },
    objets: {
      prise_attache: 'Premier contact',
      observation: 'Observation en classe',
      entretien: 'Entretien',
      premiere_reponse: 'Première réponse',
      bilan: 'Bilan',
      autre: 'Autre',
    },
    creneaux: {
      label: 'Dates proposées',
      question: 'Quelles dates proposez-vous ?',
      help: 'Une à cinq dates, chacune avec l’heure du début.',
      example: 'mardi 14 h, jeudi 5 mars 9 h 30',
      named: { un: 'des dates', de: 'des dates que vous proposez' },
    },
    lieu: { label: 'Lieu', question: 'Où aura lieu le rendez-vous ?', example: 'à l’école, ou par téléphone' },
    duree: {
      label: 'Durée',
      question: 'Combien de temps prévoyez-vous ?',
      help: 'Sans choix de votre part, une heure.',
      named: { un: 'une durée', de: 'de la durée' },
    },
    durees: {
      30: '30 minutes',
      45: '45 minutes',
      60: '1 heure',
      90: '1 heure et demie',
      120: '2 heures',
      180: '3 heures',
    },
  },
  annulation: {
    title: 'Annulation d’un rendez-vous',
    rang: {
      label: 'Rendez-vous à annuler',
      question: 'Quel rendez-vous souhaitez-vous annuler ?',
      named: { un: 'un rendez-vous', de: 'du rendez-vous à annuler' },
    },
    motif: {
      label: 'Raison de l’annulation',
      question: 'Souhaitez-vous dire pourquoi ?',
      help: 'Les personnes prévenues liront ce que vous écrivez.',
    },
  },
  datesRefusees: {
    title: 'Aucune date ne convient',
    rang: {
      label: 'Dates qui ne conviennent pas',
      question: 'Quelles dates ne vous conviennent pas ?',
      named: { un: 'une proposition', de: 'des dates qui ne conviennent pas' },
    },
    motif: {
      label: 'Ce qui vous conviendrait',
      question: 'Quels moments vous conviendraient mieux ?',
      example: 'plutôt en fin de journée, ou le mercredi',
    },
  },
  message: {
    auPole: {
      title: 'Message au pôle',
      label: 'Votre message au pôle',
      question: 'Que souhaitez-vous écrire au pôle ?',
      help: 'Les membres du pôle qui vous accompagnent le liront, et vous répondront ici.',
    },
    auDemandeur: {
      title: 'Message au demandeur',
      label: 'Votre message au demandeur',
      question: 'Que souhaitez-vous écrire au demandeur ?',
      help: 'Le demandeur le lira tel quel. Les autres membres et l’équipe restreinte le voient dans le dossier.',
    },
  },
  aucuneNeConvient: 'Aucune ne convient',
  datesDe: (objet: string, nom: string) => `${objet} avec ${nom}`,
  rendezVousDe: (quand: string, nom: string) => `${quand}, avec ${nom}`,
  /** Sections of the cards. */
  interventions: 'Interventions notées',
  acteLe: (acte: string, date: string) => `${acte}, le ${date}`,
  parAvec: (nom: string, avec: string) => `${nom}, avec ${avec}`,
  notePrivee: 'Note, lue par le pôle seulement',
  notePartagee: 'Note, lue aussi par le demandeur',
  notesPourVous: 'Ce que le pôle a noté pour vous',
  noteDe: (acte: string, date: string, nom: string) => `${acte}, le ${date}, par ${nom}`,
  rendezVousTitre: 'Rendez-vous',
  rendezVousFixe: 'Rendez-vous fixé',
  datesProposees: 'Dates proposées, réponse attendue',
  datesRefuseesTitre: 'Aucune date ne convenait',
  prochain: 'Prochain rendez-vous',
  choisissez: (nom: string, objet: string, details: string) =>
    `${nom} vous propose ${objet} (${details}). Choisissez une date.`,
  echanges: 'Messages échangés',
  echangeDe: (nom: string, quand: string) => `${nom}, ${quand}`,
};

/** « 1 heure et demie », from minutes. */
export function dureeInWords(minutes: number): string {
  const known = Object.entries(premiereTexts.rendezVous.durees).find(([one]) => Number(one) === minutes);
  return known?.[1] ?? `${minutes} minutes`;
}

// ─── Pôle: suggestions, fonctions ───────────────────────────────────────────
export const poleTexts = {
  /** « Claire Durand, psychologue scolaire – aucun dossier en cours » */
  membreAvecRaisons: (nom: string, fonctions: string, raisons: string[]) =>
    `${nom}${fonctions === '' ? '' : `, ${fonctions}`}${raisons.length === 0 ? '' : ` – ${raisons.join(' ; ')}`}`,
  /** « psychologue scolaire : la problématique « Comportement » est de son domaine » */
  because: (fonction: string, reason: string) => `${fonction} : ${reason}`,
  reasons: {
    problematique: (label: string) => `la problématique « ${label} » est de son domaine`,
    avs: 'une AVS (AESH) est présente auprès de l’élève',
    handicap: 'l’élève est en situation de handicap',
    niveau: (label: string) => `le niveau ${label} est de son domaine`,
    accompagnement: 'un accompagnement professionnel est demandé',
    aideEleve: 'une aide est demandée pour un ou des élèves',
  },
  secteur: (secteur: string) => `intervient sur ce secteur (${secteur})`,
  wholeCirconscription: 'intervient sur toute la circonscription',
  otherSecteur: (secteurs: string) => `intervient plutôt ailleurs (${secteurs})`,
  noLoad: 'aucun dossier en cours',
  load: (count: number) => (count > 1 ? `${count} dossiers en cours` : '1 dossier en cours'),
  refusals: (count: number) =>
    count > 1 ? `a décliné ${count} sollicitations récemment` : 'a décliné une sollicitation récemment',
  unreachable: 'un message ne lui est pas parvenu récemment',
  absence: (periode: string) => `absence ${periode}`,
};

// ─── Answers of second intention, partners, échange, convergence, formation ──
export const reponseTexts = {
  /** Short, so that a list shows them whole on a phone. */
  genres: {
    rased: 'Aide spécialisée du RASED',
    accompagnement: 'Accompagnement professionnel',
    mutualisation: 'Mutualisation avec un collègue',
    observation: 'Observation d’un dispositif',
    formation: 'Action de formation ciblée',
    ebep: 'Cellule EBEP',
    tsa: 'Ressource TSA (autisme)',
    itep: 'ITEP',
    ime: 'IME',
    iem: 'IEM',
    ies: 'IES',
    sessad: 'SESSAD',
    cmpp: 'CMPP',
    cmp: 'CMP',
    camsp: 'CAMSP',
    cms: 'CMS',
    autre: 'Une autre réponse',
  },
  /** Other words that people type for an answer, by its value. */
  synonymes: {
    rased: ['rased', 'aide specialisee', 'maitre e', 'maitre g'],
    accompagnement: ['accompagnement', 'equipe de circonscription', 'cpc'],
    mutualisation: ['mutualisation', 'mutualisation d experience', 'echange', 'collegue'],
    observation: ['observation', 'visite', 'observer'],
    formation: ['formation', 'action de formation', 'animation pedagogique'],
    tsa: ['tsa', 'autisme'],
    autre: ['autre', 'autre chose', 'autre reponse'],
  } as { [value: string]: string[] },
  pasEncore: 'Pas encore décidé',
  autrePartenaire: 'Une autre structure',
  /** « CMPP des Tilleuls, Cersac » */
  partenaire: (nom: string, commune: string) => (commune === '' ? nom : `${nom}, ${commune}`),
  proposer: {
    title: 'Réponse de seconde intention',
    genre: {
      label: 'Réponse',
      question: 'Quelle réponse souhaitez-vous proposer ?',
      named: { un: 'une réponse', de: 'de la réponse choisie dans la liste' },
    },
    qui: {
      label: 'Qui s’en charge',
      question: 'Qui s’en charge ?',
      named: { un: 'un membre du pôle', de: 'du nom d’un membre du pôle' },
    },
    collegue: {
      label: 'Collègue à qui demander',
      question: 'À quel collègue demander de partager son expérience ?',
      help: 'Je lui pose d’abord la question, sans rien dire de l’élève ni du dossier. Le demandeur n’aura son nom que s’il accepte.',
      named: { un: 'un collègue', de: 'du nom d’un collègue' },
    },
    partenaire: {
      label: 'Structure',
      question: 'Quelle structure ?',
      named: { un: 'une structure', de: 'du nom de la structure' },
    },
    structure: { label: 'Nom de la structure', question: 'Comment s’appelle cette structure ?' },
    mots: {
      label: 'En quelques mots',
      question: 'De quoi s’agit-il, en quelques mots ?',
      example: 'une visite de l’ULIS de Cersac',
      help: 'Sans nommer d’élève : le demandeur lira ces mots.',
    },
    accord: {
      label: 'Accord des parents',
      question: 'L’accord des parents est-il recueilli ?',
      help: 'Il est nécessaire pour cette réponse. Votre nom sera noté avec cette confirmation.',
      oui: 'Je confirme que les parents ont donné leur accord',
      non: 'Pas encore',
      manque:
        'Sans l’accord des parents, cette réponse ne peut pas être proposée. Recueillez-le d’abord, ou choisissez une autre réponse.',
    },
    detail: {
      label: 'Ce qui est prévu',
      question: 'Souhaitez-vous préciser ce qui est prévu ?',
      help: 'Le demandeur le lira.',
    },
  },
  laquelle: {
    label: 'Quelle réponse',
    question: 'De quelle réponse s’agit-il ?',
    named: { un: 'une réponse', de: 'de la réponse dont il s’agit' },
  },
  organiser: {
    title: 'Organisation d’une réponse',
    debut: {
      label: 'Date prévue',
      question: 'À quelle date est-ce prévu ?',
      example: '12 mars, ou lundi prochain',
      help: 'La date du début, si cela dure plusieurs jours.',
      named: { un: 'une date', de: 'de la date prévue' },
    },
    fin: {
      label: 'Date de fin',
      question: 'Y a-t-il une date de fin ?',
      named: { un: 'une date', de: 'de la date de fin' },
    },
    finAvant: 'La fin ne peut pas venir avant le début.',
    avec: {
      label: 'Avec qui, où',
      question: 'Avec qui, et où ?',
      example: 'Mme Arnoux, à l’école',
      help: 'Le demandeur le lira.',
    },
  },
  realiser: {
    title: 'Réponse réalisée',
    date: {
      label: 'Date',
      question: 'À quelle date cela a-t-il eu lieu ?',
      example: 'hier, ou 12 mars',
      named: { un: 'une date', de: 'de la date' },
    },
    note: { label: 'Note', question: 'Souhaitez-vous noter ce qui en ressort ?', help: 'Restez factuel et bref.' },
  },
  abandonner: {
    title: 'Réponse abandonnée',
    motif: {
      label: 'Pourquoi',
      question: 'Pourquoi cette réponse n’aura-t-elle pas lieu ?',
      help: 'Le pôle le lira ; le demandeur apprendra seulement que cette réponse n’aura pas lieu.',
    },
  },
  refusEchange: {
    title: 'Je ne peux pas échanger cette fois',
    motif: {
      label: 'Raison',
      question: 'Souhaitez-vous dire pourquoi ?',
      help: 'Seuls les membres du pôle la liront.',
    },
  },
  section: {
    titre: 'Réponses',
    etats: { proposee: 'proposée', organisee: 'organisée', realisee: 'réalisée', abandonnee: 'abandonnée' },
    etatsDemandeur: {
      proposee: 'proposée',
      organisee: 'prévue',
      realisee: 'faite',
      abandonnee: 'n’aura pas lieu',
    },
    /** « CMPP : organisée » */
    ligne: (libelle: string, etat: string) => `${libelle} – ${etat}`,
    proposeePar: (nom: string, quand: string) => `Proposée par ${nom}, ${quand}.`,
    qui: (nom: string) => `Qui s’en charge : ${nom}.`,
    partenaire: (nom: string) => `Structure : ${nom}.`,
    collegue: {
      en_attente: (nom: string) => `Collègue : ${nom}, dont la réponse est attendue.`,
      injoignable: (nom: string) => `Collègue : ${nom}, que je n’ai pas pu joindre.`,
      accepte: (nom: string) => `Collègue : ${nom}, qui accepte d’échanger.`,
      decline: (nom: string) => `Collègue : ${nom}, qui ne peut pas cette fois.`,
    },
    accord: 'Accord des parents confirmé.',
    prevue: (jours: string, avec: string) => `Prévue ${jours}${avec === '' ? '' : ` (${avec})`}.`,
    le: (jour: string) => `le ${jour}`,
    duAu: (debut: string, fin: string) => `du ${debut} au ${fin}`,
    faite: (jour: string) => `Faite le ${jour}.`,
    note: (texte: string) => `Note, pour le pôle seulement : ${texte}`,
    notePartagee: (texte: string) => `Note, que le demandeur peut lire : ${texte}`,
    noteDemandeur: (texte: string) => `Note du pôle : ${texte}`,
    motif: (texte: string) => `Raison : ${texte}`,
  },
};

export const formationTexts = {
  autrePersonne: 'Une autre personne',
  libelle: (titre: string) => `Action de formation « ${titre} »`,
  periode: (periode: string) => `Période : ${periode}`,
  /** « 2026-0042, École Jules Vernois – Lecture » when several problématiques are offered. */
  demande: (numero: string, ecole: string, problematiques: string[]) =>
    `${numero}, ${ecole}${problematiques.length === 0 ? '' : ` – ${problematiques.join(', ')}`}`,
  convergence: {
    titre: (ecoles: number) => `${ecoles} écoles ont la même problématique`,
    texte: (problematique: string, ecoles: number, numeros: string[]) =>
      `« ${problematique} » revient dans ${ecoles} écoles (demandes ${numeros.join(', ')}). Une même action de formation pourrait leur répondre.`,
    ouvrir: 'Ouvrir une action de formation',
    section: 'D’autres écoles ont la même problématique',
    ecoles: (ecoles: number, demandes: string[]) =>
      `${ecoles} écoles ont la même problématique : ${demandes.join(' ; ')}.`,
    demande: (ecole: string, numero: string) => `${ecole} (${numero})`,
    formation: (titre: string, combien: number, par: string) =>
      `Action de formation « ${titre} » ouverte par ${par}, pour ${combien > 1 ? `${combien} demandes` : 'une demande'}.`,
  },
  ouvrir: {
    title: 'Action de formation commune',
    problematique: {
      label: 'Problématique',
      question: 'Pour quelle problématique ?',
      named: { un: 'une problématique', de: 'de la problématique' },
    },
    titre: {
      label: 'Titre',
      question: 'Quel titre donnez-vous à cette action de formation ?',
      example: 'Entrer dans la lecture au CP',
      help: 'Les demandeurs le liront. Les écoles étant prévenues, elle ne s’annule plus ensuite : vous pourrez l’abandonner, en disant pourquoi.',
    },
    animateur: {
      label: 'Qui l’anime',
      question: 'Qui l’anime ?',
      named: { un: 'un membre du pôle', de: 'du nom de la personne qui anime' },
    },
    animateurNom: { label: 'Nom de cette personne', question: 'Qui est-ce ?' },
    demandes: {
      label: 'Demandes réunies',
      question: 'Quelles demandes réunir ?',
      help: 'Sans réponse, toutes sont réunies.',
      named: { un: 'une demande', de: 'du numéro des demandes' },
    },
    periode: {
      label: 'Période',
      question: 'À quelle période ?',
      example: 'entre mars et avril',
    },
  },
  rejoindre: {
    title: 'Ajout à une action de formation',
    formation: {
      label: 'Action de formation',
      question: 'À quelle action de formation ajouter cette demande ?',
      named: { un: 'une action de formation', de: 'du titre de l’action de formation' },
    },
    choix: (titre: string, problematique: string) => `${titre} (${problematique})`,
  },
  fait: 'C’est fait : ',
  faite: (combien: number, laissees: string[]) =>
    [
      combien > 1 ? `noté dans ${combien} demandes.` : 'noté dans une demande.',
      laissees.length === 0
        ? ''
        : laissees.length > 1
          ? `Laissées de côté, car elles ne sont plus ouvertes à cette action : ${laissees.join(', ')}.`
          : `Laissée de côté, car elle n’est plus ouverte à cette action : ${laissees[0]}.`,
    ]
      .filter(Boolean)
      .join(' '),
};

export const echangeTexts = {
  titre: 'Un échange d’expérience vous est demandé',
  apercu: 'Le pôle ressources vous demande si vous pouvez échanger avec un collègue.',
  demandePar: 'Demandé par',
  pole: 'L’assistant du pôle ressources',
  question:
    'Un collègue de cette école rencontre une difficulté que vous connaissez peut-être. Accepteriez-vous d’en parler avec lui ? Son nom, et le vôtre, ne sont donnés que si vous acceptez.',
  accepter: 'J’accepte l’échange',
  accepte: 'Vous avez accepté',
  accepteTexte: (demandeur: string, ecole: string) =>
    `Merci. Vous pouvez prendre contact avec ${demandeur}, ${ecole} : votre nom vient de lui être donné.`,
  decline: 'Vous ne pouvez pas cette fois',
  declineTexte:
    'C’est noté, merci de l’avoir dit. Le pôle cherche une autre solution ; vous n’avez rien d’autre à faire.',
  fini: 'Vous n’avez plus rien à faire',
  finiTexte: 'Cet échange n’est plus nécessaire. Merci.',
  realise: 'C’est fait',
  realiseTexte: 'L’échange est noté comme réalisé. Merci d’avoir partagé votre expérience.',
  miseEnRelation: 'Vous voici en relation',
  pourCollegue: (demandeur: string, ecole: string) =>
    `${demandeur}, ${ecole}, sait que vous acceptez d’échanger. Vous pouvez prendre contact.`,
  pourDemandeur: (numero: string) => `Un collègue accepte d’échanger avec vous (demande ${numero})`,
  pourDemandeurDetail: (collegue: string) =>
    `${collegue} accepte de partager son expérience avec vous. Vous pouvez prendre contact.`,
  injoignableCourriel: (nom: string) =>
    `Je n’ai pas pu joindre ${nom} dans la messagerie pour lui demander un échange d’expérience : un courriel vient de lui être envoyé. Sans réponse, parlez-lui-en autrement, ou abandonnez cette réponse et proposez-la à quelqu’un d’autre.`,
  injoignable: (nom: string) =>
    `Je n’ai pas pu joindre ${nom} pour lui demander un échange d’expérience. Merci de lui en parler autrement, ou d’abandonner cette réponse et de la proposer à quelqu’un d’autre.`,
};

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
    retiree: 'Vous l’avez retirée',
    reorientee: 'L’équipe restreinte vous a répondu',
  },
  /** What a rendez-vous is for. */
  objets: {
    prise_attache: 'un premier contact',
    observation: 'une observation en classe',
    entretien: 'un entretien',
    premiere_reponse: 'un échange',
    bilan: 'un bilan',
    autre: 'un rendez-vous',
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
    demande_reorientee: 'L’équipe restreinte vous a répondu, et vous dit vers qui vous tourner.',
    intervention_notee: {
      prise_attache: (qui: string, date: string) => `${qui} a noté un premier contact avec vous, le ${date}.`,
      observation: (qui: string, date: string) => `${qui} a observé en classe, le ${date}.`,
      entretien: (qui: string, date: string) => `${qui} a eu un entretien avec vous, le ${date}.`,
      premiere_reponse: (qui: string, date: string) => `${qui} vous a apporté une première réponse, le ${date}.`,
    },
    dates_proposees: (qui: string) => `${qui} vous a proposé des dates.`,
    date_choisie: (qui: string, quand: string) => `Rendez-vous fixé avec ${qui}, ${quand}.`,
    dates_refusees: 'Vous avez répondu qu’aucune des dates proposées ne convenait.',
    rendez_vous_annule: (qui: string) => `Le rendez-vous avec ${qui} a été annulé.`,
    message_de_demandeur: 'Vous avez écrit aux membres du pôle.',
    message_de_membre: (qui: string) => `${qui} vous a écrit.`,
    reponse_proposee: (libelle: string) => `Une réponse vous est proposée : ${libelle}.`,
    reponse_organisee: (libelle: string, date: string) => `${libelle} : c’est prévu le ${date}.`,
    reponse_realisee: (libelle: string, date: string) => `${libelle} : c’est fait, le ${date}.`,
    reponse_abandonnee: (libelle: string) => `${libelle} : cette réponse n’aura pas lieu.`,
    echange_accepte: (qui: string) => `${qui} accepte de partager son expérience avec vous.`,
    bilan_fixe: (date: string) => `Le bilan est prévu le ${date}.`,
    avis_donne: 'Vous avez donné votre avis pour le bilan.',
    bilan_note: (qui: string) => `${qui} a donné son avis pour le bilan.`,
    demande_poursuivie: 'L’accompagnement se poursuit.',
    demande_renouvelee: 'Votre demande est reprise : l’équipe restreinte l’étudie de nouveau.',
    demande_close: 'Votre demande est terminée.',
    demande_rouverte: 'L’équipe restreinte a rouvert votre demande.',
    main_passee: (qui: string) => `${qui} ne peut plus vous accompagner.`,
    referent_change: (qui: string) => `${qui} est maintenant la personne à contacter pour votre demande.`,
    ecole_corrigee: (ecole: string) => `L’école de la demande a été corrigée : ${ecole}.`,
    demande_fusionnee: (numero: string) => `Votre demande se poursuit sous le numéro ${numero}.`,
    demande_absorbee: (numero: string) => `La demande ${numero}, sur le même sujet, est jointe à celle-ci.`,
    demande_detachee: (numero: string) => `La demande ${numero} est de nouveau suivie à part.`,
    acte_annule: 'La dernière étape a été annulée par la personne qui l’avait faite.',
    rappel_envoye: 'Un rappel vous a été envoyé.',
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
    complement_recu: (qui: string) => `${qui} a répondu à la demande de complément.`,
    membre_sollicite: (nom: string, par: string) => `${par} a sollicité ${nom}.`,
    membre_sollicite_accord: (nom: string, par: string) =>
      `${par} a sollicité ${nom}, et confirmé l’accord des parents.`,
    membre_injoignable: (nom: string) => `Le message pour ${nom} n’a pas pu être remis.`,
    membre_injoignable_courriel: (nom: string) =>
      `Le message pour ${nom} n’a pas pu être remis ; un courriel a été envoyé.`,
    intervention_acceptee: (nom: string) => `${nom} accepte l’intervention.`,
    intervention_declinee: (nom: string, motif: string) => `${nom} ne peut pas intervenir : ${motif}.`,
    prise_attache_notee: (nom: string, date: string) => `${nom} : prise d’attache le ${date}.`,
    demande_reorientee: (qui: string) => `Réorientée par ${qui}, avec une réponse écrite.`,
    intervention_notee: {
      prise_attache: (qui: string, date: string) => `${qui} : prise d’attache le ${date}.`,
      observation: (qui: string, date: string) => `${qui} : observation en situation le ${date}.`,
      entretien: (qui: string, date: string) => `${qui} : entretien d’explicitation le ${date}.`,
      premiere_reponse: (qui: string, date: string) => `${qui} : première réponse apportée le ${date}.`,
    },
    dates_proposees: (qui: string, combien: number) =>
      combien > 1 ? `${qui} : ${combien} dates proposées au demandeur.` : `${qui} : une date proposée au demandeur.`,
    date_choisie: (qui: string, quand: string) => `Rendez-vous fixé avec ${qui}, ${quand}.`,
    dates_refusees: (qui: string) => `Aucune des dates proposées par ${qui} ne convenait.`,
    rendez_vous_annule: (qui: string, par: string) => `Rendez-vous avec ${qui} annulé par ${par}.`,
    message_de_demandeur: (qui: string) => `${qui} a écrit aux membres du pôle.`,
    message_de_membre: (qui: string) => `${qui} a écrit au demandeur.`,
    reponse_proposee: (libelle: string, par: string) => `Réponse proposée par ${par} : ${libelle}.`,
    reponse_organisee: (libelle: string, date: string) => `Réponse organisée : ${libelle}, le ${date}.`,
    reponse_realisee: (libelle: string, date: string) => `Réponse réalisée : ${libelle}, le ${date}.`,
    reponse_abandonnee: (libelle: string, motif: string) => `Réponse abandonnée : ${libelle} (${motif}).`,
    echange_accepte: (qui: string) => `${qui} accepte de partager son expérience.`,
    echange_decline: (qui: string) => `${qui} ne peut pas partager son expérience cette fois.`,
    bilan_fixe: (qui: string, date: string) => `Bilan fixé au ${date} par ${qui}.`,
    avis_donne: (qui: string) => `${qui} a donné son avis pour le bilan.`,
    bilan_note: (qui: string) => `${qui} a donné son avis pour le bilan.`,
    demande_poursuivie: (qui: string) => `Poursuivie après le bilan par ${qui}.`,
    demande_renouvelee: (qui: string) => `Renouvelée par ${qui} : l’analyse reprend.`,
    demande_close: (qui: string, motif: string) => `Close par ${qui} : ${motif}.`,
    demande_rouverte: (qui: string, motif: string) => `Rouverte par ${qui} : ${motif}.`,
    main_passee: (qui: string, motif: string) => `${qui} passe la main : ${motif}.`,
    membre_parti: (qui: string) => `${qui} n’est plus membre du pôle.`,
    referent_change: (qui: string, par: string) => `Référent changé par ${par} : ${qui}.`,
    ecole_corrigee: (avant: string, apres: string, par: string) =>
      `École corrigée par ${par} : ${apres} au lieu de ${avant}.`,
    demande_fusionnee: (numero: string, par: string) => `Jointe à la demande ${numero} par ${par}.`,
    demande_absorbee: (numero: string, par: string) => `Demande ${numero} jointe à celle-ci par ${par}.`,
    demande_detachee: (numero: string, par: string) => `Demande ${numero} rouverte à part par ${par}.`,
    acte_annule: (par: string) => `Dernière étape annulée par ${par}.`,
    rappel_envoye: {
      equipe: 'Rappel envoyé à l’équipe restreinte.',
      pilote: 'Rappel envoyé à l’IEN.',
      demandeur: 'Rappel envoyé au demandeur.',
      membre: (qui: string) => `Rappel envoyé à ${qui}.`,
    },
  },
  /** One sentence for each refusal: what happened, and what can be done. */
  refus: {
    non_autorise:
      'Cela est réservé à d’autres personnes du pôle. Rien n’a été changé. Si cela vous étonne, adressez-vous à votre circonscription.',
    verification_impossible:
      'Je n’arrive pas à vérifier que vous faites partie de l’équipe restreinte en ce moment. Rien n’a été changé ; réessayez dans un instant.',
    hors_conversation: 'Cela n’est possible que dans la conversation où je l’ai proposé. Rien n’a été changé.',
    autre_messagerie: (messagerie: string) =>
      `L’équipe restreinte travaille maintenant dans ${messagerie} : c’est là, avec votre compte ${messagerie}, que vous pouvez agir sur cette demande. Rien n’a été changé.`,
    introuvable:
      'Je ne retrouve pas cette demande. Rien n’a été changé. Écrivez « mes demandes » ou « mes dossiers » pour voir ce que vous pouvez ouvrir.',
    action_inconnue: 'Ce choix vient d’un message trop ancien. Écrivez « aide » pour repartir du bon pied.',
    deja_prise: (par: string, quand: string) => `Demande déjà prise en analyse par ${par}, ${quand}.`,
    complement_deja_demande: (par: string, quand: string) =>
      `Un complément a déjà été demandé par ${par}, ${quand} ; attendons la réponse.`,
    complement_deja_recu: 'Votre réponse a déjà été transmise à l’équipe restreinte.',
    deja_sollicite: (nom: string, par: string, quand: string) =>
      `${par} a déjà sollicité ${nom} pour cette demande, ${quand}.`,
    deja_acceptee: (quand: string) => `Vous avez déjà accepté cette intervention, ${quand}.`,
    deja_declinee: (quand: string) => `Vous avez déjà répondu que vous n’êtes pas disponible, ${quand}.`,
    accord_parents: (nom: string) =>
      `Pour solliciter ${nom}, l’accord des parents doit d’abord être confirmé. Confirmez-le à « Accord des parents » quand vous l’avez.`,
    element_inconnu:
      'Je ne retrouve pas ce que vous avez choisi : la demande a avancé depuis. Rien n’a été changé ; ouvrez-la de nouveau, puis choisissez.',
    plus_rien:
      'Ce n’est plus possible : la demande a avancé depuis. Rien n’a été changé ; ouvrez-la de nouveau pour voir où elle en est.',
    rendez_vous_fixe: (quand: string) => `Le rendez-vous est déjà fixé : ${quand}.`,
    creneau_passe: 'Cette date est déjà passée. Choisissez-en une autre, ou dites qu’aucune ne convient.',
    rendez_vous_clos: 'Ce rendez-vous n’est plus d’actualité. Rien n’a été changé.',
    reponse_trop_tot:
      'Avant qu’un membre intervienne, seule une action de formation commune à plusieurs demandes peut être proposée. Sollicitez d’abord un membre du pôle.',
    reponse_terminee: (libelle: string) =>
      `La réponse « ${libelle} » est déjà réalisée ou abandonnée. Rien n’a été changé.`,
    accord_parents_reponse: (libelle: string) =>
      `Pour « ${libelle} », l’accord des parents doit d’abord être confirmé. Confirmez-le à « Accord des parents » quand vous l’avez.`,
    collegue_attendu: (nom: string) => `${nom} n’a pas encore accepté l’échange. Attendons sa réponse.`,
    formation_ouverte: (nom: string, titre: string) =>
      `Une action de formation est déjà ouverte pour cette problématique : « ${titre} », par ${nom}. Vous pouvez y ajouter une demande depuis son dossier.`,
    formation_vide:
      'Aucune de ces demandes ne peut rejoindre une action de formation pour le moment : elles sont terminées, ou leur bilan est fixé.',
    formation_equipe:
      'Cette action de formation est commune à plusieurs demandes : c’est l’équipe restreinte qui l’organise, pour toutes à la fois.',
    echange_deja_repondu: 'Vous avez déjà répondu pour cet échange. Rien n’a été changé.',
    referent_inconnu: 'Le référent se choisit parmi les membres qui ont accepté l’intervention. Rien n’a été changé.',
    fusion_impossible: (numero: string) =>
      `Cette demande ne peut pas être jointe à la demande ${numero} : il faut deux demandes différentes, de la même circonscription et en cours. Rien n’a été changé.`,
    ecole_hors_circonscription: (ecole: string) =>
      `${ecole} dépend d’une autre circonscription : la demande ne peut pas y être déplacée. Rien n’a été changé.`,
    annulation_trop_tard:
      'Il n’est plus possible d’annuler : plus de dix minutes ont passé, ou la demande a avancé depuis. Rien n’a été changé.',
    etat: (etat: string, quand: string) =>
      `Ce n’est plus possible : la demande a avancé entre-temps (« ${etat} », ${quand}). Rien n’a été changé.`,
  },
  /** Notices sent when something happens. They never hold anything of the pupil. */
  avis: {
    suivre: 'Suivre ma demande',
    resumeEnvoye: (numero: string) => `Ce résumé a été envoyé, sous le numéro ${numero}.`,
    repondre: 'Répondre',
    voirDossier: 'Voir le dossier',
    envoyee: (numero: string) => `Votre demande ${numero} est envoyée`,
    envoyeeDetail:
      'L’équipe restreinte du pôle ressources va la lire, et je vous écrirai à chaque étape. Tant que son analyse n’a pas commencé, vous pouvez la compléter ou la retirer.',
    modifiee: (numero: string) => `Votre demande ${numero} est modifiée`,
    modifieeDetail: 'L’équipe restreinte voit la nouvelle version.',
    lue: (numero: string) => `Votre demande ${numero} a été lue par l’équipe restreinte`,
    lueDetail: 'Son analyse commence. Je vous écrirai dès qu’il y aura une suite.',
    complement: (numero: string) => `L’équipe restreinte a besoin d’une précision sur votre demande ${numero}`,
    complementRecu: (numero: string) => `Merci, votre réponse est jointe à la demande ${numero}`,
    complementRecuDetail: 'L’équipe restreinte reprend son analyse.',
    sollicites: (numero: string) => `Des membres du pôle sont sollicités pour votre demande ${numero}`,
    sollicitesDetail: 'Je vous dirai qui prendra contact avec vous dès qu’une personne aura accepté.',
    acceptee: (numero: string) => `Un membre du pôle va vous accompagner pour votre demande ${numero}`,
    accepteeDetail: (qui: string) => `${qui} va prendre contact avec vous.`,
    reorientee: (numero: string) => `L’équipe restreinte a répondu à votre demande ${numero}`,
    intervention: {
      prise_attache: (numero: string) => `Premier contact noté pour votre demande ${numero}`,
      observation: (numero: string) => `Une observation est notée pour votre demande ${numero}`,
      entretien: (numero: string) => `Un entretien est noté pour votre demande ${numero}`,
      premiere_reponse: (numero: string) => `Une première réponse est notée pour votre demande ${numero}`,
    },
    dates: (numero: string) => `Des dates vous sont proposées pour votre demande ${numero}`,
    datesDetail: (qui: string, objet: string) => `${qui} vous propose ${objet}. Choisissez la date qui vous convient.`,
    dateChoisie: (numero: string) => `Rendez-vous fixé pour la demande ${numero}`,
    dateChoisieDetail: (qui: string, quand: string) => `Vous avez rendez-vous avec ${qui}, ${quand}.`,
    dateChoisieMembre: (qui: string, quand: string, avec: string) => `${qui} a choisi : ${quand}, avec ${avec}.`,
    datesRefusees: (numero: string) => `Aucune date ne convient pour la demande ${numero}`,
    rendezVousAnnule: (numero: string) => `Rendez-vous annulé pour la demande ${numero}`,
    messageDuPole: (numero: string) => `Un message du pôle pour votre demande ${numero}`,
    messageDemandeur: (numero: string) => `Un message du demandeur pour la demande ${numero}`,
    choisirDate: 'Choisir une date',
    datesListe: (dates: string[]) => `Dates possibles : ${dates.join(' ; ')}.`,
    quand: (quand: string) => `Date : ${quand}`,
    messageDe: (qui: string) => `${qui} vous écrit :`,
    lieu: (lieu: string) => `Lieu : ${lieu}`,
    duree: (duree: string) => `Durée prévue : ${duree}`,
    rendezVousAnnuleMembre: (qui: string, par: string) => `Le rendez-vous avec ${qui} est annulé par ${par}.`,
    ecrire: 'Répondre',
    reponseProposee: (numero: string) => `Une réponse est proposée pour votre demande ${numero}`,
    reponseOrganisee: (numero: string) => `Une réponse est prévue pour votre demande ${numero}`,
    reponseRealisee: (numero: string) => `Une réponse a eu lieu pour votre demande ${numero}`,
    reponseAbandonnee: (numero: string) => `Une réponse n’aura pas lieu pour votre demande ${numero}`,
    echangeAccepte: (qui: string) => `${qui} accepte de partager son expérience.`,
    echangeDecline: (qui: string) => `${qui} ne peut pas partager son expérience cette fois.`,
    bilanFixe: (numero: string) => `Le bilan de votre demande ${numero} est prévu`,
    bilanFixeDetail: (date: string) => `Il aura lieu le ${date}. Ce jour-là, je vous poserai quelques questions.`,
    bilanFixeMembre: (date: string) => `Le bilan est prévu le ${date}.`,
    avisRecu: (numero: string) => `Un avis est joint au bilan de votre demande ${numero}`,
    avisRecuDetail: 'Les membres du pôle en sont prévenus.',
    avisDemandeur: (qui: string) => `${qui} a donné son avis pour le bilan.`,
    bilanNote: (numero: string) => `Un avis du pôle pour le bilan de votre demande ${numero}`,
    poursuivieDetail: 'Les réponses engagées avec vous continuent.',
    poursuivie: (numero: string) => `L’accompagnement se poursuit pour votre demande ${numero}`,
    renouvelee: (numero: string) => `Votre demande ${numero} est reprise`,
    renouveleeDetail: 'L’équipe restreinte l’étudie de nouveau, avec tout ce qui a déjà été fait.',
    equipeRenouvelee: 'La demande est renouvelée après le bilan : elle revient en analyse.',
    close: (numero: string) => `Votre demande ${numero} est terminée`,
    closeMembre: (qui: string) => `${qui} a clos cette demande. Merci de votre aide.`,
    poursuivieMembre: 'Le bilan est fait : l’accompagnement se poursuit.',
    renouveleeMembre:
      'Le bilan est fait : l’équipe restreinte étudie de nouveau la demande. Votre part est terminée. Merci de votre aide.',
    rouverte: (numero: string) => `Votre demande ${numero} est rouverte`,
    rouverteDetail: 'L’équipe restreinte la reprend en analyse.',
    mainPassee: (numero: string) => `Un changement pour votre demande ${numero}`,
    mainPasseeDetail: (qui: string) =>
      `${qui} ne peut plus vous accompagner. Le pôle s’organise, et je vous dirai la suite.`,
    equipeMainPassee: (qui: string, motif: string) => `${qui} passe la main : ${motif}.`,
    equipeMembreParti: (qui: string) => `${qui} ne fait plus partie du pôle : sa part dans cette demande prend fin.`,
    equipePlusPersonne: 'Plus personne n’intervient : la demande revient en analyse.',
    referentChange: (numero: string) => `La personne à contacter change pour la demande ${numero}`,
    ecoleCorrigee: (numero: string) => `L’école de votre demande ${numero} est corrigée`,
    fusionnee: (numero: string, dans: string) => `Votre demande ${numero} se poursuit sous le numéro ${dans}`,
    fusionneeDetail:
      'Une autre demande portait sur le même sujet. Vous suivrez désormais les deux ensemble, sans rien avoir à refaire.',
    absorbee: (numero: string) => `Une autre demande est jointe à votre demande ${numero}`,
    detachee: (numero: string) => `Votre demande ${numero} est de nouveau suivie à part`,
    rectification: (numero: string) => `Rectification pour votre demande ${numero}`,
    rectificationDetail: (etat: string) =>
      `La dernière étape annoncée est annulée : ne tenez pas compte du message précédent. Votre demande en est là : ${etat}.`,
    sollicitationAnnulee:
      'Cette sollicitation a été annulée par la personne qui l’avait envoyée. Vous n’avez rien à faire.',
    rectificationMembre: 'La dernière étape annoncée est annulée : ne tenez pas compte du message précédent.',
    retiree: (numero: string) => `Votre demande ${numero} est retirée`,
    retireeDetail:
      'L’équipe restreinte en est informée. Vous pourrez faire une nouvelle demande quand vous le voudrez.',
    equipe: (numero: string) => `Demande ${numero}`,
    equipeComplementRecu: 'Le complément est arrivé : il est dans le dossier.',
    equipeTousDeclinent:
      'Toutes les personnes sollicitées ont décliné. La demande revient en analyse ; leurs raisons sont dans le dossier.',
    equipeInjoignable: (nom: string) =>
      `Je n’arrive pas à joindre ${nom}. Merci de prévenir cette personne autrement, ou de solliciter quelqu’un d’autre.`,
    equipeInjoignableCourriel: (nom: string) =>
      `Je n’arrive pas à joindre ${nom} dans la messagerie : un courriel vient de lui être envoyé. Sans réponse, prévenez cette personne autrement ou sollicitez quelqu’un d’autre.`,
    equipeInvitation: (nom: string) =>
      `${nom} n’a pas encore accepté mon invitation dans la messagerie : ma question l’y attend, et un rappel vient de partir.`,
    equipeCourrielNonRemis: (nom: string) =>
      `Le courriel envoyé à ${nom} n’a pas pu être remis non plus. Merci de prévenir cette personne autrement, ou de solliciter quelqu’un d’autre.`,
    equipeNonRemis:
      'Un message n’a pas pu être remis au demandeur. Merci de le prévenir autrement. Je ne vous le redirai pas avant d’avoir de ses nouvelles.',
    equipeMembreNonRemis: (nom: string) =>
      `Un message n’a pas pu être remis à ${nom}. Merci de prévenir cette personne autrement. Je ne vous le redirai pas avant d’avoir de ses nouvelles.`,
    equipeOfficielNonRemis:
      'Le courriel pour la circonscription n’a pas pu être remis. Merci de lui transmettre cette demande autrement, et de vérifier son adresse.',
    equipeCarteDouteuse: 'Cette demande n’a peut-être pas été affichée ici.',
    canalPerdu:
      'Je ne peux plus écrire dans le canal d’analyse : des demandes y attendent sans être vues. Ajoutez-moi de nouveau à ce canal, ou écrivez « canal d’analyse » dans un autre en me mentionnant.',
    afficherCarte: 'Afficher la demande',
    sollicitation: (numero: string) => `Le pôle ressources vous sollicite pour la demande ${numero}`,
    dossier: (numero: string) => `Dossier de la demande ${numero}`,
  },
};

// ─── Bilan, corrections ─────────────────────────────────────────────────────
export const bilanTexts = {
  titre: 'Bilan',
  passe: (cycle: number) => `Bilan précédent (n° ${cycle})`,
  prevu: 'Prévu',
  prevuLe: (date: string) => `le ${date}`,
  avisDe: (nom: string, quand: string) => `Avis donné par ${nom}, ${quand}`,
  avisPrive: (label: string) => `${label} (lu par le pôle seul)`,
  avisAttendu: 'Avis encore attendus',
  votreAvis: 'Votre avis',
  leDemandeur: 'le demandeur',
  issue: 'Décision',
  issueDe: (quoi: string, nom: string, quand: string) => `${quoi} (${nom}, ${quand})`,
  issues: {
    continuer: 'l’accompagnement se poursuit',
    renouveler: 'la demande est renouvelée',
    clore: 'la demande est close',
  },
  mot: 'Mot au demandeur',
  avis: (effet: string, suite: string) =>
    `${effet}. Pour la suite : ${suite.charAt(0).toLowerCase()}${suite.slice(1)}.`,
  effets: {
    net_progres: 'La situation va nettement mieux',
    progres: 'La situation va un peu mieux',
    stable: 'La situation n’a pas changé',
    difficile: 'La situation est plus difficile',
    trop_tot: 'Il est trop tôt pour le dire',
  },
  suites: {
    continuer: 'Continuer ce qui est engagé',
    renouveler: 'Reprendre l’analyse pour une autre réponse',
    clore: 'S’arrêter là',
  },
  cloture: {
    objectif: 'Objectif atteint',
    relais: 'Relais pris par un autre dispositif',
    plus_lieu: 'La demande n’a plus lieu d’être',
    sans_effet: 'Le pôle a apporté les réponses qu’il pouvait',
    autre: 'Autre',
  },
  clotureTitre: 'Clôture',
  clotureMotif: 'Motif',
  clotureMot: 'Ce que le pôle vous écrit',
  cycle: 'Renouvelée ou rouverte',
  cycleTexte: (cycle: number) => (cycle > 2 ? `${cycle - 1} fois` : 'une fois'),
  formulaires: {
    titreDate: 'Date du bilan',
    date: {
      label: 'Date du bilan',
      question: 'À quelle date le bilan aura-t-il lieu ?',
      example: 'dans 6 semaines, ou 12 juin',
      help: 'Ce jour-là, quelques questions seront posées au demandeur et aux membres qui interviennent.',
      named: { un: 'une date', de: 'de la date du bilan' },
    },
    dejaPassee: (date: string) => `Le ${date} est déjà passé : choisissez une date à venir.`,
    titreAvis: 'Votre avis pour le bilan',
    titrePole: 'Avis du pôle pour le bilan',
    effet: {
      label: 'La situation aujourd’hui',
      question: 'Depuis l’intervention du pôle, comment va la situation ?',
      named: { un: 'une réponse', de: 'de la situation aujourd’hui' },
    },
    suite: {
      label: 'Suite souhaitée',
      question: 'Que souhaitez-vous pour la suite ?',
      named: { un: 'une suite', de: 'de la suite souhaitée' },
    },
    texteDemandeur: {
      label: 'Précisions',
      question: 'Souhaitez-vous ajouter quelques mots ?',
      help: 'Les membres qui interviennent et l’équipe restreinte vous liront.',
    },
    textePole: {
      label: 'Précisions',
      question: 'Souhaitez-vous ajouter quelques mots ?',
      help: 'Restez factuel et bref.',
    },
    partagee: {
      label: 'Avis lu par le demandeur',
      question: 'Le demandeur peut-il lire votre avis ?',
      help: 'Sinon, seul le pôle le lira.',
      named: { un: 'une réponse', de: 'de l’avis lu par le demandeur' },
    },
    titrePoursuite: 'Poursuite de l’accompagnement',
    titreRenouvellement: 'Renouvellement de la demande',
    motAuDemandeur: {
      label: 'Mot au demandeur',
      question: 'Souhaitez-vous écrire un mot au demandeur ?',
      help: 'Le demandeur le lira tel que vous l’écrivez.',
    },
    titreCloture: 'Clôture de la demande',
    motifCloture: {
      label: 'Motif',
      question: 'Pour quel motif la demande est-elle close ?',
      named: { un: 'un motif', de: 'du motif de la clôture' },
    },
    motCloture: {
      label: 'Votre mot au demandeur',
      question: 'Qu’écrivez-vous au demandeur ?',
      help: 'Une réponse écrite et courtoise, que le demandeur lira telle quelle.',
    },
    titreReouverture: 'Réouverture de la demande',
    motifReouverture: {
      label: 'Motif',
      question: 'Pour quelle raison la demande est-elle rouverte ?',
      help: 'L’équipe restreinte et les membres le liront.',
    },
  },
};

export const correctionTexts = {
  annuler: 'Annuler ce que je viens de faire',
  annulable: (numero: string) =>
    `Vous n’avez pas de brouillon en cours. Ce que vous venez de faire sur la demande ${numero} peut encore être annulé :`,
  rienAAnnuler:
    'Je ne trouve rien à annuler : on ne revient en arrière que pendant dix minutes, et tant que la demande n’a pas avancé depuis.',
  sollicitationAnnulee: 'Cette sollicitation a été annulée. Vous n’avez rien à faire.',
  fusionTitre: 'Demande jointe',
  fusionTexte: (numero: string) => `La demande se poursuit sous le numéro ${numero}.`,
  absorbees: 'Demandes jointes à celle-ci',
  absorbeeDe: (numero: string, demandeur: string) => `${numero} (${demandeur})`,
  demandeChoix: (numero: string, ecole: string, pour: string) => `${numero}, ${ecole}, ${pour}`,
  memeEleve: (choix: string) => `${choix} – peut-être le même élève`,
  pourEleve: (initiales: string) => `élève ${initiales}`,
  pourEquipe: 'enseignant ou équipe',
  aucuneDemande: 'Aucune autre demande de la circonscription n’est en cours.',
  formulaires: {
    titrePassage: 'Passer la main',
    motifPassage: {
      label: 'Raison',
      question: 'Pour quelle raison passez-vous la main ?',
      example: 'changement de poste, absence longue',
      help: 'L’équipe restreinte la lira.',
    },
    collegue: {
      label: 'Collègue proposé',
      question: 'Pensez-vous à un ou une collègue qui pourrait prendre le relais ?',
      named: { un: 'un membre du pôle', de: 'du nom d’un membre du pôle' },
    },
    titreReferent: 'Changement de référent',
    referent: {
      label: 'Référent',
      question: 'Qui devient la personne à contacter pour cette demande ?',
      help: 'Parmi les membres qui ont accepté d’intervenir.',
      named: { un: 'un membre du pôle', de: 'du nom d’un membre du pôle' },
    },
    titreEcole: 'Correction de l’école',
    ecole: {
      label: 'École de la demande',
      question: 'Quelle est la bonne école ?',
      help: 'Une école de la même circonscription.',
      named: { un: 'une école', de: 'du nom de l’école' },
    },
    titreFusion: 'Joindre à une autre demande',
    demande: {
      label: 'Demande sur le même sujet',
      question: 'À quelle demande celle-ci doit-elle être jointe ?',
      help: 'Celle-ci sera close et l’autre se poursuivra ; les deux demandeurs suivront celle qui se poursuit.',
      named: { un: 'une demande', de: 'du numéro de la demande' },
    },
  },
};

export const rentreeTexts = {
  titre: 'Nouvelle année scolaire',
  equipe: (combien: number) =>
    combien === 1
      ? 'Une demande de l’année passée est encore en cours. J’ai demandé à son référent si elle se poursuit :'
      : `${combien} demandes de l’année passée sont encore en cours. J’ai demandé à leurs référents si elles se poursuivent :`,
  ligne: (numero: string, ecole: string, etat: string, referent: string) =>
    `${numero}, ${ecole} : ${etat} ; ${referent}`,
  sansReferent: 'sans référent',
  referent: (nom: string) => `référent ${nom}`,
  membre: (numero: string) =>
    `La demande ${numero}, que vous suivez depuis l’année passée, est encore en cours. Se poursuit-elle cette année ? Ouvrez le dossier pour fixer la date d’un bilan, passer la main, ou clore la demande après le bilan.`,
  etAutres: (combien: number) => `et ${combien} de plus, à retrouver dans ce canal`,
  suite: 'Ouvrir le dossier',
};

// ─── What can be done on a demande ──────────────────────────────────────────
export const actionTexts = {
  qualifier: { ouvrir: 'Nommer la problématique', valider: 'Enregistrer' },
  demander_complement: { ouvrir: 'Demander un complément', valider: 'Envoyer la question' },
  solliciter: { ouvrir: 'Solliciter des membres', valider: 'Envoyer la sollicitation' },
  reorienter: { ouvrir: 'Réorienter', valider: 'Envoyer la réponse' },
  decliner: { ouvrir: 'Je ne suis pas disponible', valider: 'Envoyer ma réponse' },
  noter_prise_attache: { ouvrir: 'Noter la prise d’attache', valider: 'Enregistrer' },
  proposer_reponse: { ouvrir: 'Proposer une réponse', valider: 'Proposer cette réponse' },
  organiser_reponse: { ouvrir: 'Organiser une réponse', valider: 'Enregistrer ce qui est prévu' },
  realiser_reponse: { ouvrir: 'Noter une réponse réalisée', valider: 'Noter comme réalisée' },
  abandonner_reponse: { ouvrir: 'Abandonner une réponse', valider: 'Abandonner cette réponse' },
  decliner_echange: { ouvrir: 'Je ne peux pas', valider: 'Envoyer ma réponse' },
  ouvrir_formation: { ouvrir: 'Ouvrir une action de formation', valider: 'Ouvrir cette action' },
  rejoindre_formation: { ouvrir: 'Ajouter à une action de formation', valider: 'Ajouter cette demande' },
  repondre_complement: { ouvrir: 'Répondre', valider: 'Envoyer ma réponse' },
  fixer_bilan: { ouvrir: 'Fixer la date du bilan', valider: 'Enregistrer la date' },
  donner_avis: { ouvrir: 'Donner mon avis pour le bilan', valider: 'Envoyer mon avis' },
  noter_bilan: { ouvrir: 'Donner mon avis pour le bilan', valider: 'Enregistrer mon avis' },
  poursuivre: { ouvrir: 'Poursuivre l’accompagnement', valider: 'Poursuivre' },
  renouveler: { ouvrir: 'Renouveler la demande', valider: 'Renouveler' },
  clore: { ouvrir: 'Clore la demande', valider: 'Clore la demande' },
  rouvrir: { ouvrir: 'Rouvrir la demande', valider: 'Rouvrir' },
  passer_la_main: { ouvrir: 'Passer la main', valider: 'Passer la main' },
  changer_referent: { ouvrir: 'Changer de référent', valider: 'Enregistrer' },
  corriger_ecole: { ouvrir: 'Corriger l’école', valider: 'Corriger l’école' },
  fusionner: { ouvrir: 'Joindre à une autre demande', valider: 'Joindre les demandes' },
  noter_intervention: { ouvrir: 'Noter une intervention', valider: 'Enregistrer l’intervention' },
  proposer_dates: { ouvrir: 'Proposer des dates', valider: 'Envoyer les dates' },
  ecrire_demandeur: { ouvrir: 'Écrire au demandeur', valider: 'Envoyer au demandeur' },
  annuler_rendez_vous: { ouvrir: 'Annuler un rendez-vous', valider: 'Annuler ce rendez-vous' },
  refuser_dates: { ouvrir: 'Aucune ne convient', valider: 'Envoyer ma réponse' },
  ecrire_pole: { ouvrir: 'Écrire au pôle', valider: 'Envoyer au pôle' },
  /** Said to the one who did it. */
  faits: {
    prendre_en_analyse: 'Vous avez pris cette demande en analyse. Le demandeur en est prévenu.',
    qualifier: 'C’est fait : la problématique est enregistrée.',
    demander_complement: 'C’est fait : votre question est envoyée au demandeur.',
    solliciter: 'C’est fait : la sollicitation est envoyée.',
    reorienter: 'C’est fait : votre réponse est envoyée au demandeur.',
    accepter: 'Vous avez accepté cette intervention. Le demandeur sait que vous allez le contacter.',
    decliner:
      'C’est noté : vous n’êtes pas disponible. Merci de l’avoir dit, l’équipe restreinte cherche une autre solution.',
    fixer_bilan: 'C’est fait : la date du bilan est fixée. Le demandeur et les membres en sont prévenus.',
    donner_avis: 'Merci : votre avis est joint au bilan, et les membres du pôle en sont prévenus.',
    noter_bilan: 'C’est fait : votre avis est joint au bilan.',
    poursuivre: 'C’est fait : l’accompagnement se poursuit, et le demandeur en est prévenu.',
    renouveler:
      'C’est fait : la demande revient à l’équipe restreinte, qui reprend l’analyse. Le demandeur en est prévenu.',
    clore: 'C’est fait : la demande est close, et votre mot est envoyé au demandeur.',
    rouvrir: 'C’est fait : la demande est rouverte et revient en analyse. Le demandeur en est prévenu.',
    passer_la_main: 'C’est noté : votre part est terminée. L’équipe restreinte et le demandeur le savent. Merci.',
    changer_referent: 'C’est fait : le référent est changé, et le demandeur en est prévenu.',
    corriger_ecole: 'C’est fait : l’école est corrigée, et le demandeur en est prévenu.',
    annuler_acte: 'C’est annulé. Les personnes qui avaient été prévenues le savent.',
    fusionner: 'C’est fait : les deux demandes sont jointes, et les demandeurs en sont prévenus.',
    noter_intervention: 'C’est fait : l’intervention est notée, et le demandeur en est prévenu.',
    proposer_dates: 'C’est fait : vos dates sont proposées au demandeur. Je vous dirai ici ce qu’il répond.',
    ecrire_demandeur: 'C’est fait : votre message est transmis au demandeur. Sa réponse arrivera ici.',
    ecrire_pole: 'C’est fait : votre message est transmis aux membres du pôle. Leur réponse arrivera ici.',
    refuser_dates: 'C’est transmis : aucune de ces dates ne vous convient. Le pôle vous en proposera d’autres.',
    noter_prise_attache: 'C’est fait : la prise d’attache est notée, et le demandeur en est prévenu.',
    proposer_reponse: 'C’est fait : la réponse est proposée, et le demandeur en est prévenu.',
    organiser_reponse: 'C’est fait : la date est enregistrée, et le demandeur en est prévenu.',
    realiser_reponse: 'C’est fait : la réponse est notée comme réalisée, et le demandeur en est prévenu.',
    abandonner_reponse: 'C’est fait : la réponse est abandonnée, et le demandeur en est prévenu.',
    accepter_echange: 'Merci : vous acceptez cet échange. Je vous mets en relation.',
    decliner_echange: 'C’est noté : vous ne pouvez pas cette fois. Merci de l’avoir dit.',
    ouvrir_formation: 'C’est fait : l’action de formation est ouverte, et les demandeurs en sont prévenus.',
    rejoindre_formation: 'C’est fait : la demande est ajoutée à l’action de formation, et le demandeur en est prévenu.',
  },
  /** In the card itself, of what no notice tells the one who did it. */
  surPlace: {
    annuler_acte: 'ce que vous veniez de faire est annulé. Les personnes qui avaient été prévenues le savent.',
    donner_avis: 'votre avis est joint au bilan. Les membres du pôle en sont prévenus.',
  },
  refuse: 'À savoir : ',
};

// ─── Cards ──────────────────────────────────────────────────────────────────
export const cardTexts = {
  deuxPoints: (label: string) => `${label} : `,
  suite: (label: string) => `${label} (suite)`,
  page: (page: number, total: number) => `Page ${page} sur ${total}`,
  pagePrecedente: 'Page précédente',
  pageSuivante: (page: number, total: number) => `Page suivante (${page} sur ${total})`,
  coupe: '… (à lire en entier avec « Modifier »)',
  etatDepuis: (etat: string, quand: string) => `${etat}, depuis ${quand}`,
  champs: {
    erreur: 'À revoir : ',
    aVerifier: 'À vérifier : ',
    conseil: 'Conseil : ',
    aCorriger: (label: string) => `${label} – à corriger`,
    aRemplir: (label: string) => `${label} – à remplir`,
    facultatif: (label: string) => `${label} (facultatif)`,
    choisissez: 'Choisissez',
    dateExemple: 'Par exemple 12/03/2016',
    ecoleExemple: 'Nom, commune ou code de l’école',
    autreEcole: 'Une autre école',
    ecole: (nom: string, commune: string, uai: string) => `${nom}, ${commune} (${uai})`,
    tropLongIci: (longueur: number) =>
      `Texte déjà rédigé (${thousands(longueur)} caractères), gardé tel quel. Pour le relire ou le reprendre, écrivez « corriger » suivi du nom de cette réponse.`,
    coupeRefuse: 'Votre texte était trop long : seul le début est repris ici.',
  },
  question: {
    progression: (position: number, total: number) => `Question ${position} sur ${total}`,
    compris: 'Noté – ',
    exemple: 'Exemple : ',
    dejaEcrit: 'Déjà écrit : ',
    reponseActuelle: 'Réponse actuelle : ',
    reponsesPossibles: 'Vous pouvez cliquer, ou répondre avec vos mots.',
    reponseTexte: 'Écrivez votre réponse dans la conversation.',
    plusieursMessages:
      'Écrivez dans la conversation, en un ou plusieurs messages : tout s’ajoute. Dites « terminé » à la fin.',
    plusieursSuite: 'Ajoutez un message, ou continuez. Pour réécrire ce texte, envoyez d’abord « effacer ».',
    valider: 'Valider',
    continuer: 'Continuer',
    retour: 'Retour',
    passer: 'Passer',
    passerReste: 'Passer la suite',
    aide: 'Aide',
    remplirCarte: 'Remplir en une fois',
    corriger: 'Corriger',
    nonRenseigne: 'non renseigné',
    ecoleProposee: 'École proposée : ',
    ecoleOui: 'Oui, cette école',
    resume: (question: string, position?: number, total?: number) =>
      position === undefined ? question : `Question ${position} sur ${total} : ${question}`,
  },
  optionnel: {
    titre: 'L’essentiel est rempli',
    texte:
      'Quelques renseignements facultatifs peuvent aider le pôle : information des parents, dispositifs en place, aides déjà essayées, moments où vous joindre.',
    completer: 'Compléter',
    passerTout: 'Passer tout, voir le résumé',
  },
  formulaire: {
    intro: 'Tout peut être rempli ici, puis corrigé. Les réponses déjà données sont gardées.',
    valider: 'Enregistrer',
    pasAPas: 'Répondre question par question',
    validerCarte: 'Enregistrer et relire',
    envoyerModification: 'Envoyer la modification',
    retablir: 'Rétablir ce brouillon',
  },
  resume: {
    titre: 'Relisez votre demande avant de l’envoyer',
    intro: 'Rien n’est encore envoyé. « Modifier » change une réponse sans toucher aux autres.',
    vide: 'non renseigné',
    modifier: 'Modifier',
    facultatifVide: 'Facultatif, non renseigné. ',
    facultatifComment: 'Choisissez ce que vous voulez ajouter.',
    envoyer: 'Envoyer la demande',
    annuler: 'Abandonner sans envoyer',
    apercu: 'Le résumé de votre demande est prêt à relire.',
    titrePartiel: 'Où vous en êtes',
    apercuPartiel: 'Voici où vous en êtes.',
  },
  mesDemandes: {
    titre: 'Mes demandes',
    aucune: 'Vous n’avez encore envoyé aucune demande.',
    depuis: (quand: string) => `depuis ${quand}`,
    suivre: 'Suivre',
    suivreQuoi: (numero: string) => `Suivre la demande ${numero}`,
    brouillons: 'Brouillons, pas encore envoyés',
    brouillonDu: (quand: string) => `modifié ${quand}`,
    reprendre: 'Reprendre',
    reprendreQuoi: (titre: string) => `Reprendre : ${titre}`,
    nouvelle: 'Nouvelle demande',
    apercu: 'Voici vos demandes au pôle ressources.',
  },
  suivi: {
    titre: (numero: string) => `Votre demande ${numero}`,
    ecole: 'École',
    ouEnEst: 'Où en est votre demande',
    complement: 'L’équipe restreinte vous demande une précision',
    historique: 'Ce qui s’est passé',
    apercu: (numero: string) => `Suivi de votre demande ${numero}`,
    mesDemandes: 'Mes demandes',
  },
  demande: {
    titre: (numero: string) => `Demande ${numero}`,
    titreDossier: (numero: string) => `Dossier de la demande ${numero}`,
    etat: 'État',
    ecole: 'École',
    cas: 'Cas',
    cas1: 'pour un élève',
    cas2: 'pour un enseignant ou une équipe',
    initiales: 'Initiales',
    niveau: 'Niveau',
    recueLe: 'Reçue',
    demandeur: 'Demandeur',
    analyste: 'Analyse',
    analystePar: (nom: string, quand: string) => `${nom}, ${quand}`,
    problematiques: 'Problématiques',
    membres: 'Membres du pôle',
    etAutres: (combien: number) => `et ${combien} de plus, dans le dossier`,
    referent: ', personne référente',
    prisesAttache: (jours: string) => `, prise d’attache ${jours}`,
    leJour: (jour: string) => `le ${jour}`,
    nonJoint: 'À prévenir autrement',
    nonJointTexte: (nom: string) => `${nom} n’a pas reçu le message.`,
    sollicitationEtats: {
      en_attente: 'réponse attendue',
      acceptee: 'intervient',
      declinee: 'non disponible',
      terminee: 'a terminé',
    },
    depuisLe: (etat: string, quand: string) => `${etat} (${quand})`,
    prendre: 'Prendre en analyse',
    voirDossier: 'Voir le dossier',
    apercu: (numero: string, etat: string) => `Demande ${numero} au pôle ressources : ${etat}`,
  },
  dossier: {
    prive: 'Ce dossier n’est montré qu’à vous.',
    annexe: 'Annexe 1',
    complements: 'Compléments demandés',
    complementDe: (nom: string, quand: string) => `Question posée par ${nom}, ${quand}`,
    complementReponse: (quand: string) => `Réponse, ${quand}`,
    complementAttendu: 'Réponse attendue',
    notes: 'Notes privées de l’équipe restreinte',
    noteDe: (nom: string, quand: string) => `${nom}, ${quand}`,
    sollicitations: 'Membres sollicités',
    message: 'Message',
    motif: 'Motif',
    collegue: 'Collègue proposé',
    prises: 'Prises d’attache',
    reorientation: 'Réponse écrite au demandeur',
    retrait: 'Motif du retrait',
    historique: 'Historique',
    fermer: 'Fermer le dossier',
    agir: 'Agir sur la demande',
    autres: 'Autres actions',
    actions: 'Que souhaitez-vous faire ?',
    apercu: (numero: string) => `Dossier de la demande ${numero}`,
  },
  sollicitation: {
    titre: (numero: string) => `Le pôle ressources vous sollicite : demande ${numero}`,
    messageDe: (nom: string) => `${nom} vous écrit`,
    coupe: '… (la suite est dans le dossier)',
    accepter: 'J’accepte l’intervention',
    decliner: 'Je ne suis pas disponible',
    voirDossier: 'Voir le dossier',
    acceptee: 'Vous avez accepté',
    accepteeTexte: (quand: string) => `Intervention acceptée ${quand}. Le demandeur sait que vous allez le contacter.`,
    declinee: 'Vous avez décliné',
    declineeTexte: (quand: string) =>
      `Réponse envoyée ${quand}. Merci de l’avoir dit : l’équipe restreinte cherche une autre solution.`,
    terminee: 'Vous n’avez plus rien à faire',
    partie: 'Votre intervention est terminée',
    partieTexte: (quand: string) => `Votre part dans cette demande a pris fin, ${quand}. Merci de votre aide.`,
    termineeTexte: (etat: string, quand: string) =>
      `La demande n’attend plus de réponse de votre part. Elle en est là : ${etat}, ${quand}.`,
    apercu: (numero: string) => `Le pôle ressources vous sollicite pour la demande ${numero}.`,
  },
  intervention: {
    titre: (numero: string) => `Intervention : demande ${numero}`,
    contact: 'Qui contacter',
    demandeur: 'Demandeur',
    disponibilites: 'Joignable',
    referent: 'Référent',
    collegues: 'Interviennent aussi',
    aucuneIntervention: 'Aucune pour le moment.',
    fermer: 'Fermer le dossier',
    apercu: (numero: string) => `Dossier de votre intervention sur la demande ${numero}`,
  },
};

// ─── The way of a demande, drawn for the demandeur ──────────────────────────
export const wayTexts = {
  titre: 'Le chemin de votre demande',
  alt: (mots: string) => `Le chemin de votre demande. ${mots}`,
  /** Short enough for a picture on a phone; a word a line. */
  etapes: {
    envoyee: ['Envoyée'],
    en_analyse: ['Lue', 'Analyse'],
    membres_sollicites: ['Membres'],
    premiere_intention: ['1re intention'],
    seconde_intention: ['2de intention'],
    bilan: ['Bilan'],
    close: ['Terminée'],
  },
  ici: 'Vous êtes ici',
  iciArretee: 'Arrêtée ici',
  etape: (rang: number, total: number, nom: string) => `Étape ${rang} sur ${total} : ${nom}.`,
  arretee: (rang: number, total: number, nom: string) => `Arrêtée à l’étape ${rang} sur ${total} : ${nom}.`,
  faites: (etapes: string[]) => `Déjà franchies : ${etapes.join(', ')}.`,
  aVenir: (etapes: string[]) => `À venir : ${etapes.join(', ')}.`,
};

// ─── Lists of demandes: « mes dossiers », « chercher … », one number and several demandes ─
export const listeTexts = {
  ouvrir: 'Ouvrir',
  ouvrirQuoi: (numero: string) => `Ouvrir la demande ${numero}`,
  mesDossiers: {
    titre: 'Mes dossiers',
    apercu: 'Voici vos dossiers du pôle ressources.',
    vide: 'Aucun dossier ne vous attend en ce moment.',
    bouton: 'Mes dossiers',
    sollicitations: 'Votre réponse est attendue',
    interventions: 'Vous intervenez',
    analyse: 'À l’équipe restreinte',
    aussiDemandes: 'Les demandes que vous avez envoyées sont dans « mes demandes ».',
    aussiDossiers: 'Les dossiers qui vous sont confiés sont dans « mes dossiers ».',
    attendu: {
      lire: 'À prendre en analyse',
      analyser: 'À vous : l’analyse continue',
      analyseDe: (nom: string) => `Analyse prise par ${nom}`,
      complement: 'Le demandeur doit répondre',
    },
  },
  recherche: {
    titre: 'Recherche',
    mots: (mots: string) => `Vous cherchez : ${mots}`,
    apercu: (combien: number) => (combien > 1 ? `${combien} demandes trouvées.` : 'Une demande trouvée.'),
    apercuVide: 'Aucune demande trouvée.',
    vide: 'Aucune demande ne contient tous ces mots parmi celles que vous pouvez lire, ouvertes ou des deux dernières années scolaires.',
    conseil:
      'Essayez un seul mot, le début d’un mot, le nom de l’école ou de la commune, un niveau (« CE1 ») ou un numéro (« 2026-0042 »).',
    sansMot:
      'Que voulez-vous chercher ? Écrivez par exemple « chercher Jean-Moulin », « chercher lecture CE1 » ou « chercher 2026-0042 ».',
    /** Said when more were found than can be listed. */
    trop: (montrees: number) => `Seules les ${montrees} premières sont montrées : ajoutez un mot pour préciser.`,
    trouve: (ou: string) => `Trouvé dans : ${ou}`,
    ou: {
      numero: 'numéro',
      ecole: 'école',
      commune: 'commune',
      etat: 'état',
      niveau: 'niveau',
      problematique: 'problématique',
      demandeur: 'demandeur',
      membre: 'membre du pôle',
      eleve: 'élève',
      difficultes: 'difficultés',
    },
  },
  semaine: {
    rien: 'Aucun dossier n’est ouvert pour vous cette semaine.',
    pasMembre:
      'Le résumé de la semaine s’adresse aux membres du pôle. Vos demandes et leur avancement sont dans « mes demandes ».',
  },
  numero: {
    /** The same for a number that is nobody's and for one that is not theirs: neither is told apart. */
    introuvable: (numero: string) =>
      `Je ne trouve pas de demande ${numero} parmi celles que vous pouvez lire. Vérifiez le numéro, ou écrivez « mes demandes » ou « mes dossiers ».`,
    plusieurs: (numero: string) => `Plusieurs demandes portent le numéro ${numero}. Laquelle voulez-vous ouvrir ?`,
    apercu: 'Plusieurs demandes portent ce numéro.',
  },
};

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
  brouillon: {
    eleve: 'pour un élève',
    equipe: 'pour un enseignant ou une équipe',
    sansCas: 'nouvelle demande',
    du: (jour: string) => `du ${jour}`,
  },
  boutons: {
    nouvelle: 'Nouvelle demande',
    pourEleve: 'Demande pour un élève',
    pourEquipe: 'Demande pour un enseignant ou une équipe',
    mesDemandes: 'Mes demandes',
    aide: 'Aide',
    reprendre: (quoi: string) => `Reprendre : ${quoi}`,
    recommencer: 'Recommencer à zéro',
    annuler: 'Annuler cette demande',
    remplirCarte: 'Remplir en une fois',
    pasAPas: 'Répondre question par question',
    validerCarte: 'Enregistrer et relire',
    envoyerModification: 'Envoyer la modification',
    retablir: 'Rétablir ce brouillon',
    retirer: 'Retirer ma demande',
    completer: 'Compléter ma demande',
    confirmerRetrait: 'Oui, retirer ma demande',
    fermer: 'Fermer',
  },
  aideTitre: 'Ce que vous pouvez m’écrire',
  aide: [
    'Pour répondre à une question : choisissez parmi ce que je propose, ou écrivez avec vos mots.',
    '« nouvelle demande » : commencer une demande pour un élève, un enseignant ou une équipe.',
    '« retour » : revenir à la question précédente ; « passer » : laisser une question facultative.',
    '« corriger la classe » (ou le nom, la date…) : changer une réponse.',
    '« où en suis-je ? » : revoir ce qui est déjà rempli.',
    '« remplir en une fois » : voir tout le formulaire d’un coup.',
    '« recommencer » ou « annuler » : repartir de zéro ou abandonner le brouillon ; vous pourrez y revenir.',
    '« mes demandes » : suivre vos demandes envoyées et vos brouillons.',
    '« chercher lecture » : retrouver une demande par un mot, une école ou un numéro, parmi celles que vous pouvez lire.',
    '« annuler ma dernière action » : pendant dix minutes, revenir sur ce que vous venez de faire.',
    '« mon annexe 1 » : recevoir en PDF celle de votre dernière demande.',
    'Vous pouvez vous arrêter et reprendre plusieurs jours après : rien n’est perdu.',
  ],
  aidePole: 'Vous êtes membre du pôle : les sollicitations vous arrivent ici, et vous y répondez ici.',
  aideDemander: 'Pour demander vous-même de l’aide :',
  aideMembre: [
    '« résumé de la semaine » : vos dossiers, et ce que chacun attend de vous.',
    '« mes dossiers » : ce qui attend votre réponse et vos interventions en cours ; « dossier 2026-0042 » : en ouvrir un.',
  ],
  aideAnalyste: [
    'Avec l’équipe restreinte : « mes dossiers » montre aussi ce qui est à analyser, et « dossier 2026-0042 » ouvre tout dossier de la circonscription. « dossier 42 » suffit pour l’année scolaire en cours.',
    '« chercher » porte alors sur toutes les demandes de la circonscription, ouvertes ou des deux dernières années scolaires.',
  ],
  aidePilote:
    'Vous pilotez le pôle : vous lisez les mêmes dossiers que l’équipe restreinte dès que vous êtes dans son canal.',
  aideCanal: [
    'Ici, je montre les demandes reçues, une par message, sans jamais l’identité de l’élève.',
    'En me mentionnant : « dossier 2026-0042 » ou « mes dossiers » : je vous réponds en privé. « canal d’analyse » : les demandes arrivent dans ce canal (réservé à l’équipe restreinte).',
    'Pour « chercher », écrivez-moi en privé : les mots d’une recherche n’ont pas à être lus ici.',
  ].join('\n\n'),
  enPrive: 'Je vous réponds en privé.',
  chercherEnPrive: 'Écrivez-moi cela en privé : une recherche et ses résultats n’ont pas à être lus dans un canal.',
  pasCompris:
    'Je n’ai pas compris ce message. Pour demander de l’aide au pôle ressources, choisissez ci-dessous ; écrivez « aide » pour voir tout ce que je sais faire.',
  texteSansDemande:
    'Merci pour ces précisions. Pour que l’équipe restreinte les lise, il faut ouvrir une demande : je vous pose quelques questions, et vous pourrez y recoller ce texte.',
  deRien: 'Avec plaisir. Écrivez-moi quand vous le souhaitez.',
  pieceJointe:
    'Je ne lis que les messages écrits : ni photo, ni fichier, ni message vocal, ni sondage, ni appel, et je n’en garde rien. Décrivez la situation avec vos mots, s’il vous plaît.',
  tropLong: (longueur: string, max: string) =>
    `Votre message compte ${longueur} caractères ; je peux en garder ${max} au plus. Rien de votre brouillon n’a changé : envoyez-moi un texte plus court, en plusieurs messages si besoin.`,
  rienEnCours: 'Vous n’avez pas de demande en cours de rédaction.',
  corrigerQuoi: 'Que voulez-vous corriger ? Choisissez ci-dessous, ou écrivez par exemple « corriger la classe ».',
  annule: 'Le brouillon est abandonné. Rien n’a été envoyé.',
  recommence: 'C’est reparti de zéro.',
  brouillonPerime:
    'Ce brouillon n’est plus ouvert. Écrivez « mes demandes » pour retrouver vos brouillons et vos demandes.',
  pasEncorePret: 'Il manque encore une réponse avant l’envoi.',
  autreCirconscription:
    'Cette école dépend d’une autre circonscription : la demande ne peut pas y être déplacée. Retirez-la, puis faites une nouvelle demande pour cette école.',
  resumePerime: 'Votre demande a changé depuis ce résumé. Voici la version à jour, à relire avant l’envoi.',
  dejaEnvoyee: (numero: string) => `Cette demande est déjà envoyée, sous le numéro ${numero}.`,
  carteRemplie: 'Vos réponses sont enregistrées.',
  carteRefermee: 'Ce que vous avez écrit est gardé. La suite vient question par question.',
  carteErreurs:
    'Quelques réponses sont à revoir ou à compléter : j’explique pourquoi sous chacune. Le reste est enregistré.',
  /** A message of theirs that they changed or removed in place. */
  correction: {
    retiree: 'votre dernière réponse est retirée.',
    tropAncien:
      'Modifier ou supprimer ce message n’y change rien : je ne reprends ainsi que votre dernière réponse. Pour en changer une autre, écrivez « corriger » suivi de son nom, par exemple « corriger la classe ».',
    sansEffet:
      'Modifier ou supprimer un message ne change rien à ce qui est déjà fait. Pour suivre, compléter ou retirer une demande envoyée, écrivez « mes demandes » ; pour autre chose, envoyez-moi un nouveau message.',
    nouveauMessage: 'Pour cela, envoyez-moi plutôt un nouveau message : modifier celui-ci n’a rien changé.',
  },
  reprise: 'Reprenons où vous en étiez.',
  retraitConfirmer: (numero: string) =>
    `Voulez-vous retirer la demande ${numero} ? L’équipe restreinte ne la traitera pas.`,
  formulaireDemande: (numero: string, titre: string) => `Demande ${numero} : ${titre}.`,
  ecrivezEnPrive:
    'Je dois vous répondre en privé : acceptez mon invitation ou écrivez-moi en conversation privée, puis recommencez.',
  aucuneEcole:
    'Je ne connais encore aucune école : votre demande ne peut pas partir d’ici. Adressez-la à votre circonscription.',
  groupe: 'Écrivez-moi en conversation privée : une demande au pôle ressources reste confidentielle.',
  incident: (reference: string) =>
    `Un incident m’a empêché de traiter votre message. Rien de ce que vous aviez rempli n’est perdu ; réessayez dans un instant. Si cela continue, donnez cette référence : ${reference}.`,
  canal: {
    choisi: (nom: string) => `C’est noté : les demandes de la circonscription ${nom} arriveront dans ce canal.`,
    deja: (nom: string) => `Ce canal est déjà celui de l’équipe restreinte (circonscription ${nom}).`,
    refuse:
      'Seule une personne de l’équipe restreinte ou le pilote du pôle peut choisir le canal d’analyse. Rien n’a été changé.',
    prive: 'Le canal d’analyse se choisit dans un canal d’équipe, pas ici : mentionnez-moi dans ce canal.',
    plusieurs: (codes: string) =>
      `Vous êtes dans l’équipe restreinte de plusieurs circonscriptions. Précisez laquelle, par exemple « canal d’analyse ${codes} ».`,
    deplace: (nom: string) =>
      `Les demandes de la circonscription ${nom} arrivent désormais dans un autre canal. Ce que j’ai affiché ici n’est plus à jour.`,
  },
  /** Questions asked in the middle: words that must all be there (any of a group), and the answer. */
  questions: [
    {
      mots: [['qui'], ['voit', 'verra', 'lit', 'lira', 'acces', 'lire', 'voir']],
      reponse:
        'Seules l’équipe restreinte et les personnes du pôle qu’elle sollicite lisent votre demande. Dans leur canal, je ne montre jamais l’identité de l’élève.',
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
        'Informer les parents est vivement conseillé, et leur accord est nécessaire avant l’intervention d’un psychologue scolaire. La question vous est posée dans la demande.',
    },
    {
      mots: [
        ['handicap', 'diagnostic', 'dys', 'maladie'],
        ['dire', 'preciser', 'ecrire', 'indiquer', 'mettre', 'pourquoi'],
      ],
      reponse:
        'Ne précisez ni diagnostic ni nature d’un handicap : décrivez ce que vous observez en classe. Seule une réponse par oui ou par non vous est demandée.',
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
        'Vos réponses sont chiffrées, elles ne servent qu’à votre demande, et chaque lecture du dossier est notée.',
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
    annuler_acte: [
      'annuler ma derniere action',
      'annule ma derniere action',
      'annuler la derniere action',
      'annuler mon dernier geste',
      'annuler ce que je viens de faire',
      'annule ce que je viens de faire',
    ],
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
    annexe: [
      'recevoir mon annexe 1',
      'recevoir mon annexe',
      'recevoir l annexe 1',
      'mon annexe 1',
      'mon annexe',
      'mon pdf',
      'recevoir le pdf',
    ],
    mes_demandes: ['mes demandes', 'suivi', 'mes brouillons', 'ma demande', 'liste', 'la liste de mes demandes'],
    resume_semaine: [
      'resume de la semaine',
      'le resume de la semaine',
      'resume de ma semaine',
      'resume hebdomadaire',
      'semaine',
      'la semaine',
      'ma semaine',
      'la semaine du pole',
    ],
    mes_dossiers: [
      'mes dossiers',
      'les dossiers',
      'dossiers',
      'mes dossiers en cours',
      'mes interventions',
      'mes sollicitations',
      'la liste de mes dossiers',
    ],
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
    relier_compte: [
      'relier mon compte',
      'relier compte',
      'relier le compte',
      'lier mon compte',
      'associer mon compte',
      'rattacher mon compte',
      'renvoyer le code',
      'renvoyer un code',
      'nouveau code',
      'un nouveau code',
      'un autre code',
    ],
    merci: ['merci', 'merci beaucoup', 'super merci', 'parfait merci', 'au revoir', 'bonne journee'],
  },
  absence:
    /^(?:je )?(?:(?:suis|serai|sera|vais etre) )?(?:absent(?: ?e)?|indisponible|en (?:conges?|vacances|arret|formation|stage)(?: (?:maladie|maternite|paternite|parental|annuels?|de travail|de maladie|de maternite|de formation))?)(?: (.*))?$/,
  retourAbsence: /^(?:je )?(?:suis )?(?:de retour|rentree?|revenue?)(?: (?:aujourd hui|ce matin))?$/,
  annulerAbsence:
    /^(?:annuler|annule|annulez|supprimer|supprime|effacer) (?:mon|mes|l|cette) absences?$|^(?:je )?ne suis (?:plus|pas) (?:absente?|en conges?|indisponible)$/,
  corriger:
    /^(?:corriger|corrige|modifier|modifie|changer|change|rectifier)(?:\s+(?:ma |mon |mes |la |le |les |l'|l )?(.*))?$/,
  canal: /^canal d ?analyse(?: (.+))?$/,
  /** Said around a command, and no part of it. */
  politesse: {
    avant:
      /^(?:(?:bonjour|bonsoir|svp|stp|s il (?:vous|te) plait|merci de|pole|peux tu|pouvez vous|pourrais tu|pourriez vous|je (?:veux|voudrais|souhaite)|j aimerais) )+/,
    apres: / (?:svp|stp|s il (?:vous|te) plait|merci|merci d avance)$/,
    verbe:
      /^(?:re)?(?:voir|vois|montre|montrer|montrez|affiche|afficher|affichez|ouvre|ouvrir|ouvrez|donne|donner|donnez|lire|consulter|consulte|suivre)(?: (?:moi|nous))? (?=(?:mes|mon|ma|les|le|la|l|dossiers?|demandes?|interventions?)\b)/,
  },
  /** « dossier n° 2026-0042 », « où en est ma demande 42 » : the word, the year if any, the rank. */
  numero:
    /^(?:ou en est |suivi (?:de |du )?|etat (?:de |du )?|detail (?:de |du )?)?(?:le |la |l |mon |ma |au |un |une )?(dossier|demande|intervention) (?:(?:no?|nr|num|numero) ?)?(?:(20\d{2}) ?)?(\d{1,6})$/,
  chercher:
    /^(?:cherche|chercher|cherchez|recherche|rechercher|recherchez|trouve|trouver|trouvez|retrouve|retrouver|retrouvez)(?: moi)?(?: (.+))?$/,
  /** In the middle of a text of one’s own, « cherche ses mots » is an observation; « chercher : lecture » is not. */
  chercherAPart: /^\s*[/!]?\s*(?:re)?cherche[rz]?\s*:/i,
  /** « cherche de l’aide pour un élève » asks for help, not for a demande. */
  chercheDeLAide: /^(?:(?:de l |une |un |d |du |des )?(?:aide|accompagnement|soutien|appui|solutions?)\b|quelqu un\b)/,
  demande: /\b(?:demande|demander|aide|aidez|accompagnement|soutien|besoin|pole|appui)\b/,
  pourEleve: /\b(?:un eleve|une eleve|mon eleve|eleve|enfant)\b/,
  pourEquipe: /\b(?:equipe|enseignante?|ecole|classe|collegue|pour moi)\b/,
  interrogatif: /^(?:qui|que|quoi|quand|comment|pourquoi|combien|est ce|puis je|dois je|faut il|c est quoi|a quoi)\b/,
};

// ─── Teams ──────────────────────────────────────────────────────────────────
export const teamsTexts = {
  done: 'C’est noté.',
  incident: (reference: string) =>
    `Un incident est survenu, et votre geste n’a pas été pris en compte. Réessayez dans un moment\u00a0; si cela se reproduit, signalez la référence ${reference}.`,
};

// ─── Tchap: what the account itself says, and what it tells the operator ────
export const tchapTexts = {
  illisible:
    'Je n’ai pas pu lire ce message : votre appareil n’a pas partagé sa clé de chiffrement avec moi. Renvoyez-le\u00a0; si cela se reproduit, vérifiez votre session dans les paramètres de Tchap.',
  nonChiffre:
    'Cette conversation n’est pas chiffrée : je n’y traite aucune demande. Ouvrez avec moi une conversation directe, chiffrée d’office.',
  horsPerimetre:
    'Bonjour. Je suis l’assistant d’un pôle ressources de l’Éducation nationale : je ne réponds qu’aux comptes Tchap des agents du ministère.',
  invitationRefusee: 'Cet assistant ne répond qu’aux comptes Tchap des agents du ministère.',
  /** Not encrypted, and shown with the invitation. */
  rappelInvitation: 'Rappel : le pôle ressources a un message pour vous. Acceptez cette invitation pour le lire.',
  salonRefuse: 'Seul un membre de l’équipe restreinte peut inviter cet assistant dans un salon.',
  appareil: 'Pôle ressources (bot)',
  sansCle: 'Message chiffré, que cet appareil ne peut pas lire.',
  refus: {
    sans_identifiants:
      'Tchap : aucun jeton d’accès n’est connu. Donnez TCHAP_ACCESS_TOKEN (et TCHAP_DEVICE_ID), ou TCHAP_PASSWORD pour la première connexion.',
    connexion_refusee:
      'Tchap : le serveur refuse ce jeton ou ce mot de passe. Donnez un nouveau TCHAP_ACCESS_TOKEN, ou TCHAP_PASSWORD.',
    autre_compte:
      'Tchap : le jeton d’accès appartient à un autre compte ou à un autre appareil que TCHAP_USER_ID et TCHAP_DEVICE_ID.',
    serveur_injoignable: 'Tchap : le serveur ne répond pas à l’adresse TCHAP_HOMESERVER_URL.',
    session_fermee:
      'Tchap : la session de cet appareil a été fermée sur le serveur, qui en a oublié les clés. Il faut un nouvel appareil : retirez TCHAP_DEVICE_ID et TCHAP_ACCESS_TOKEN, gardez TCHAP_PASSWORD et donnez TCHAP_RECOVERY_KEY ; l’identité du bot restera la même.',
    magasin_perdu:
      'Tchap : cet appareil existe déjà sur le serveur, mais ses clés de chiffrement ne sont pas dans cette base. Restaurez la sauvegarde de la base. Si elle est perdue : gardez TCHAP_RECOVERY_KEY, retirez TCHAP_DEVICE_ID, et donnez TCHAP_PASSWORD ou le TCHAP_ACCESS_TOKEN d’un nouvel appareil\u00a0; l’identité du bot restera la même.',
    cle_manquante:
      'Tchap : ce compte a déjà une identité de chiffrement, que cette base ne connaît pas. Donnez sa clé de récupération dans TCHAP_RECOVERY_KEY.',
    cle_fausse: 'Tchap : TCHAP_RECOVERY_KEY n’est pas la clé de récupération de ce compte.',
    persona_refuse:
      'Tchap : le serveur refuse SANDBOX_TCHAP_USER_ID ou SANDBOX_TCHAP_PASSWORD. Créez ce compte, ou corrigez ces réglages.',
  },
  injoignable: (cause: string) =>
    `Tchap : le serveur ne répond pas à l’adresse TCHAP_HOMESERVER_URL (${cause}). Le bot réessaie sans fin, de plus en plus lentement.`,
  fin: {
    lease_lost: 'Tchap : un autre processus fait maintenant tourner le compte. Ce serveur s’arrête : relancez-le.',
    crypto_not_durable:
      'Tchap : la base n’enregistre plus les clés de chiffrement du compte. Ce serveur s’arrête pour ne rien perdre : vérifiez la base, puis relancez-le.',
    logged_out:
      'Tchap : la session du bot a été fermée sur le serveur (jeton révoqué). Ce serveur s’arrête. Si ce n’était pas voulu : donnez TCHAP_PASSWORD et TCHAP_RECOVERY_KEY, retirez TCHAP_ACCESS_TOKEN et TCHAP_DEVICE_ID, puis relancez-le ; l’identité du bot restera la même.',
  },
};

// ─── Cards in Tchap: there is no button, an answer is a number or a few words ─
const wordsToWrite = (mots: string[]) => {
  const quoted = mots.map((mot) => `« ${mot} »`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ou ${quoted.at(-1)}`;
};

export const tchapCardTexts = {
  numero: 'Répondez avec le numéro.',
  numeroOuMots: 'Répondez avec le numéro, ou avec vos mots.',
  seul: 'Pour cela, répondez 1.',
  seulOuMots: 'Répondez 1, ou écrivez votre réponse.',
  plusieurs: (premier: number, second: number) =>
    `Répondez avec un ou plusieurs numéros, par exemple ${premier} et ${second}, ou avec vos mots.`,
  dansLeFil: 'Répondez dans le fil de ce message, avec le numéro.',
  ecrireAussi: (mots: string[]) => `Vous pouvez aussi écrire ${wordsToWrite(mots)}.`,
  /** What to write in place of a button of a question. */
  mots: { retour: 'retour', passer: 'passer', passer_optionnel: 'passer tout', aide: 'aide' },
  corriger: 'Pour changer une réponse, écrivez « corriger » suivi de son nom, par exemple « corriger la classe ».',
  corrigerReponse: 'Pour changer cette réponse, écrivez « corriger ».',
  horsBornes: (numero: number, dernier: number) =>
    dernier === 1
      ? `Il n’y a pas de choix ${numero} : le seul numéro possible est 1.`
      : `Il n’y a pas de choix ${numero} : répondez avec un numéro de 1 à ${dernier}.`,
  choisi: (label: string) => `${label} (déjà choisi)`,
  vide: 'non renseigné',
  /** In place of what a card says of its buttons and inputs. */
  pourEnvoyer: (numero: number) =>
    `Pour envoyer, répondez ${numero} ou écrivez « envoyer ». Pour le reste, répondez avec le numéro.`,
  resumeIntro: 'Rien n’est encore envoyé.',
  formulaireIntro: 'Voici les réponses de ce formulaire.',
  coupe: '… (à lire en entier avec « corriger »)',
  /** In place of the first line of the help. */
  aideReponse:
    'Pour répondre à une question : envoyez le numéro de votre choix, ses premiers mots, ou votre réponse en toutes lettres. Quand il y a des réactions 1️⃣ 2️⃣ sous mon message, les toucher suffit. Une erreur ? Modifiez ou supprimez votre dernière réponse.',
};

/** What people type for an action that a card offers, compared without accents or case. */
export const tchapReplyWords: { [action: string]: string[] } = {
  accepter: ['oui', 'accepter', 'accepte', 'j accepte', 'ok', 'd accord'],
  decliner: ['non', 'decliner', 'decline', 'refuser', 'je refuse', 'indisponible', 'pas disponible'],
  envoyer: ['j envoie', 'envoyer'],
  prendre_en_analyse: ['prendre', 'je prends'],
  voir_dossier: ['dossier'],
  voir_intervention: ['dossier'],
};

// ─── Mail: the subject is read on locked screens, so it holds a number at most ─
/** Reminders: what is awaited, of whom, and what they can do. Nothing of the pupil. */
export const rappelTexts = {
  titre: (numero: string) => `Rappel pour la demande ${numero}`,
  leDemandeur: 'demandeur',
  equipeRestreinte: 'équipe restreinte',
  /** What is awaited, in the lists of the équipe restreinte and of the members. */
  attendu: {
    lecture: 'la lecture de la demande',
    analyse: 'la suite à donner',
    complement: 'le complément demandé',
    rendez_vous: 'le choix d’une date',
    avis: 'son avis pour le bilan',
    reponse: 'sa réponse à la sollicitation',
    echange: 'sa réponse à une demande d’échange d’expérience',
    prise_attache: 'sa prise d’attache',
    suite: 'des nouvelles de l’intervention',
    bilan: 'le bilan',
  },
  equipe: {
    lecture: (depuis: string) =>
      `Cette demande attend d’être lue depuis le ${depuis}. Quelqu’un peut-il la prendre en analyse ?`,
    analyse: (depuis: string) =>
      `Cette demande est en analyse depuis le ${depuis}. Vous pouvez solliciter un membre, demander une précision ou répondre au demandeur.`,
  },
  demandeur: {
    complement: (depuis: string) =>
      `L’équipe restreinte vous a demandé une précision le ${depuis}. Votre réponse lui permettra de reprendre son analyse ; quelques mots suffisent.`,
    rendez_vous: (depuis: string) =>
      `Des dates de rendez-vous vous ont été proposées le ${depuis}. Choisissez celle qui vous convient, ou dites qu’aucune ne va.`,
    avis: (date: string) =>
      `Le bilan est prévu le ${date}. Dites en quelques mots si la situation a évolué et ce que vous souhaitez pour la suite.`,
  },
  membre: {
    reponse: (depuis: string) =>
      `L’équipe restreinte attend votre réponse depuis le ${depuis}. Acceptez-vous d’intervenir ? Si ce n’est pas possible, dites-le simplement : elle sollicitera quelqu’un d’autre.`,
    echange: (depuis: string) =>
      `Une question vous est posée depuis le ${depuis} : accepteriez-vous d’échanger avec un collègue ? Si ce n’est pas possible, dites-le simplement : le pôle cherchera une autre solution.`,
    prise_attache: (depuis: string) =>
      `Le ${depuis}, vous avez accepté d’intervenir. Si vous avez pris contact avec le demandeur, notez-le ; sinon, il attend de vos nouvelles.`,
    suite: (depuis: string) =>
      `Rien n’a été noté depuis le ${depuis}. Où en êtes-vous ? Notez ce qui a été fait, ou fixez la date du bilan.`,
    bilan: (date: string) =>
      `Le bilan est prévu le ${date}. Notez ce que l’intervention a changé, et la suite que vous proposez.`,
  },
  pilote: {
    lecture: (depuis: string) =>
      `Cette demande attend d’être lue depuis le ${depuis}. L’équipe restreinte en a reçu deux rappels : un mot de votre part l’aiderait à avancer.`,
    analyse: (depuis: string) =>
      `Cette demande est en analyse depuis le ${depuis}. L’équipe restreinte en a reçu deux rappels : un mot de votre part l’aiderait à avancer.`,
  },
  enVain: (qui: string, attendu: string, depuis: string) =>
    `Toujours attendu depuis le ${depuis}, malgré deux rappels : ${attendu} (${qui}). Merci de prendre contact directement, ou d’avancer autrement.`,
  absent: (qui: string, periode: string, attendu: string) =>
    `${qui} n’est pas là ${periode} et ne reçoit pas de rappel. Ce qui est attendu : ${attendu}. Vous pouvez solliciter quelqu’un d’autre, ou attendre son retour.`,
  sollicitationAbsent: (nom: string, periode: string) =>
    `${nom} n’est pas là ${periode} : sa réponse peut tarder. La sollicitation est envoyée.`,
  boutons: {
    prendre: 'Prendre en analyse',
    accepter: 'J’accepte',
    revoir: 'Revoir la sollicitation',
    revoirEchange: 'Revoir la question',
    donnerAvis: 'Donner mon avis',
  },
};

// ─── The digests of the week ────────────────────────────────────────────────
export const semaineTexts = {
  titre: 'La semaine du pôle',
  apercu: 'La semaine du pôle ressources.',
  recues: (numeros: string[]) => `Reçues depuis sept jours : ${compte(numeros)}`,
  aLire: (numeros: string[]) => `En attente de lecture : ${compte(numeros)}`,
  reponses: (qui: string[]) => `Réponses de membres attendues : ${compte(qui)}`,
  reponse: (nom: string, numero: string) => `${nom} pour ${numero}`,
  enCours: (etats: string[]) => `En cours : ${etats.length === 0 ? 'aucune demande' : etats.join(', ')}.`,
  etat: (etat: string, nombre: number) => `${etat.toLowerCase()} (${nombre})`,
  enRetard: (numeros: string[]) => `Délai dépassé : ${compte(numeros)}`,
  sections: { enRetard: 'Délai dépassé', aLire: 'À lire' },
  attendu: (qui: string, quoi: string, depuis: string) => `Attendu depuis le ${depuis} : ${quoi} (${qui})`,
  vosDossiers: 'Vos dossiers',
  apercuDossiers: 'Vos dossiers du pôle ressources.',
  aussi: (numeros: string[]) => `Et aussi : ${numeros.join(', ')}.`,
  /** What is awaited of the member who reads. */
  votre: {
    reponse: 'accepter ou décliner',
    echange: 'accepter ou non l’échange d’expérience',
    prise_attache: 'prendre contact, et le noter',
    suite: 'donner des nouvelles, ou fixer le bilan',
    bilan: 'noter le bilan',
  },
  aVous: {
    a_venir: (quoi: string, jour: string) => `À vous : ${quoi}, à partir du ${jour}`,
    en_cours: (quoi: string, jour: string) => `À vous : ${quoi}, depuis le ${jour}`,
    en_retard: (quoi: string, jour: string) => `À vous : ${quoi}, depuis le ${jour} (délai dépassé)`,
  },
  rienDeVous: 'Rien n’est attendu de vous pour l’instant',
};

/** « aucune », « 2 (2026-0041, 2026-0042) » ; a long list ends with dots. */
function compte(quoi: string[]): string {
  const nommes = quoi.length > 30 ? [...quoi.slice(0, 30), '…'] : quoi;
  return quoi.length === 0 ? 'aucune.' : `${quoi.length} (${nommes.join(', ')}).`;
}

/** What members say of their absences, and what is said of them. Why somebody is away is never asked, nor kept. */
export const absenceTexts = {
  jour: (jour: string) => `le ${jour}`,
  periode: (du: string, au: string) => `du ${du} au ${au}`,
  notee: (periode: string) =>
    `C’est noté : absence ${periode}. Je ne vous enverrai pas de rappel pendant ce temps, et l’équipe restreinte verra que vous n’êtes pas là.`,
  commentAnnuler: 'Pour revenir en arrière, écrivez « annuler mon absence » ; à votre retour, « je suis de retour ».',
  equipePrevenue: (numeros: string[]) =>
    numeros.length === 1
      ? `L’équipe restreinte est prévenue pour la demande ${numeros[0]}, où l’on compte sur vous.`
      : `L’équipe restreinte est prévenue pour les demandes ${numeros.join(', ')}, où l’on compte sur vous.`,
  deja: (periode: string) => `Votre absence ${periode} était déjà notée.`,
  annulee: (periodes: string) => `Votre absence ${periodes} est annulée.`,
  aucune: 'Aucune absence n’est notée pour vous.',
  retour: 'Bon retour ! Je vous compte de nouveau parmi les personnes présentes.',
  aide: 'Vous partez ? « je suis absent du 3 au 7 mars » : vous n’aurez pas de rappel pendant ce temps, et l’équipe restreinte le saura.',
  pasMembre: 'Je note les absences des membres du pôle ressources, et je ne vous trouve pas parmi eux.',
  quand:
    'De quand à quand ? Écrivez par exemple « je suis absent du 3 au 7 mars », « absente demain » ou « en congé jusqu’au 12 mars ».',
  passee: (periode: string) => `Cette absence, ${periode}, est déjà passée. Rien n’a été noté.`,
  aLEnvers: (du: string, au: string) =>
    `Le ${au} vient avant le ${du}. Rien n’a été noté : écrivez les dates dans l’ordre.`,
  equipe: {
    titre: (nom: string) => `Absence : ${nom}`,
    annonce: (nom: string, periode: string) => `${nom} s’absente ${periode}, et l’on compte sur cette personne ici :`,
    dossier: (numero: string, attendu: string) => `${numero} : ${attendu}`,
    sollicitation: 'sollicitation sans réponse',
    intervention: 'intervention en cours',
    suite: 'Vous pouvez solliciter quelqu’un d’autre, ou attendre son retour.',
    annulee: (nom: string, periodes: string) => `L’absence annoncée ${periodes} est annulée : ${nom} est là.`,
    revenu: (nom: string) => `${nom} est de retour.`,
    dossierDe: (numero: string) => `Dossier ${numero}`,
  },
};

export const mailTexts = {
  canaux: { teams: 'Teams', tchap: 'Tchap', sandbox: 'le bac à sable' },
  ou: ' ou ',
  ligne: (label: string, texte: string) => `${label} : ${texte}`,
  automatique: 'Merci de ne pas répondre à ce courriel : personne ne lirait votre réponse.',
  sollicitation: {
    objet: (numero: string) => `Demande ${numero} : le pôle ressources vous sollicite`,
    bonjour: (nom: string) => `Bonjour ${nom},`,
    corps: (numero: string) => `L’équipe restreinte du pôle ressources vous sollicite pour la demande ${numero}.`,
    suite: (canaux: string) =>
      `L’assistant du pôle ressources n’a pas pu vous écrire dans la messagerie. Pour lire le dossier et répondre, ouvrez ${canaux} et écrivez-lui « bonjour ».`,
  },
  /** To a colleague who is asked to share their experience. */
  echange: {
    objet: (numero: string) => `Demande ${numero} : un échange d’expérience vous est demandé`,
    suite: (canaux: string) =>
      `L’assistant du pôle ressources n’a pas pu vous écrire dans la messagerie. Pour dire si vous acceptez, ouvrez ${canaux} et écrivez-lui « bonjour ».`,
  },
  /** To the circonscription and its CPC. */
  officiel: {
    objet: (numero: string) => `Pôle ressources – demande ${numero}`,
    objetModifiee: (numero: string) => `Pôle ressources – demande ${numero} (version modifiée)`,
    objetRetiree: (numero: string) => `Pôle ressources – demande ${numero} (retirée)`,
    bonjour: 'Bonjour,',
    envoyee: 'Une demande d’aide est adressée au pôle ressources. L’annexe 1 est jointe à ce courriel.',
    modifiee:
      'Cette demande d’aide au pôle ressources a été modifiée. La nouvelle version de l’annexe 1 est jointe à ce courriel et remplace la précédente.',
    retiree: 'Cette demande d’aide au pôle ressources a été retirée par la personne qui l’avait envoyée.',
    numero: 'Demande',
    suite: 'L’équipe restreinte la suit, et y répond, dans son canal d’analyse.',
    suiteRetiree: 'Aucune suite n’est attendue.',
  },
  /** A notice, for somebody whom the messenger does not reach. */
  avis: {
    objet: (numero: string) => `Pôle ressources – demande ${numero}`,
    bonjour: 'Bonjour,',
    suite: (canaux: string) =>
      `L’assistant du pôle ressources n’a pas pu vous écrire dans la messagerie. Pour répondre ou suivre cette demande, ouvrez ${canaux} et écrivez-lui « bonjour ».`,
  },
  /** A document that was asked for, where no file can be given. */
  document: {
    objet: (numero: string) => `Pôle ressources – demande ${numero}`,
    corps: (texte: string) => `Bonjour,\n\n${texte} Le document est joint à ce courriel.`,
  },
  invitation: {
    objet: (canal: string) => `Une invitation vous attend dans ${canal}`,
    bonjour: 'Bonjour,',
    corps: (canal: string) =>
      `L’assistant du pôle ressources a un message pour vous. Il vous invite pour cela à une conversation privée, dans ${canal}.`,
    suite: (canal: string) => `Ouvrez ${canal} et acceptez cette invitation : le message vous y attend.`,
  },
  code: {
    objet: 'Votre code pour relier votre compte au pôle ressources',
    corps: (compte: string, minutes: number) =>
      `Bonjour,\n\nLe compte ${compte} demande à être relié à votre fiche du pôle ressources. Si ce compte est le vôtre, écrivez ce code à l’assistant, dans les ${minutes} minutes :`,
    suite: 'Si ce n’est pas vous, ne faites rien et ne donnez ce code à personne.',
  },
};

// ─── The Annexe 1 on paper: the labels of the note ──────────────────────────
export const annexeTexts = {
  titre: 'ANNEXE 1 : Demande d’aide au Pôle Ressource',
  /** Of the document, shown in the window’s title bar. */
  titreDocument: (numero: string) => `Annexe 1 – demande ${numero}`,
  fichier: (numero: string) => `annexe-1-demande-${numero}.pdf`,
  dateEnvoi: 'Date de l’envoi de la demande :',
  modifiee: (envoi: string, modification: string) => `${envoi}, modifiée le ${modification}`,
  ecole: 'École :',
  cas1: 'Cas n°1 : demande pour un élève',
  cas2: 'Cas n° 2 : demande pour un enseignant ou une équipe d’école',
  eleve: 'Nom et prénom de l’élève :',
  naissance: 'Date de naissance :',
  niveau: 'Niveau de classe :',
  enseignant: 'Enseignant(e) :',
  handicap: 'Élève en situation de handicap :',
  avs: 'Présence d’AVS :',
  reference: 'Nom et prénom de l’enseignant ou référence de l’école (cas d’une demande pour l’équipe d’école) :',
  niveauEnseignant: 'Niveau de classe (si demande pour un enseignant) :',
  oui: 'oui',
  non: 'non',
  difficultes: 'Difficultés rencontrées par l’équipe enseignante : description factuelle succincte',
  renseignements: 'Renseignements complémentaires',
  envoyeePar: 'Demande envoyée par',
  disponibilites: 'Moments où joindre le demandeur',
  deuxPoints: (label: string) => `${label} :`,
  remplaces: 'Le signe � tient la place d’un caractère que ce document ne sait pas montrer.',
  pied: (numero: string, page: number, pages: number) => `Demande ${numero} – page ${page} sur ${pages}`,
};

// ─── A rendez-vous in somebody's calendar: nothing of the pupil ─────────────
export const calendarTexts = {
  titre: (numero: string) => `Rendez-vous du pôle ressources – demande ${numero}`,
  description: (nom: string) => `Avec ${nom}, pour le pôle ressources. Pour le changer, écrivez à l’assistant du pôle.`,
  fichier: (numero: string) => `rendez-vous-demande-${numero}.ics`,
  pourAgenda: (quand: string, numero: string) => `Pour votre agenda : le rendez-vous du ${quand}, demande ${numero}.`,
  annule: (quand: string, numero: string) =>
    `Pour votre agenda : le rendez-vous du ${quand}, demande ${numero}, est annulé.`,
};

// ─── Documents that the bot gives ───────────────────────────────────────────
export const documentTexts = {
  recevoir: 'Recevoir mon annexe 1',
  voici: (numero: string) => `Voici l’annexe 1 de votre demande ${numero}.`,
  ouvrir: 'Ouvrir le document',
  avecLien: {
    annexe1: (text: string) => `${text} Le lien fonctionne pendant une heure.`,
    rendez_vous: (text: string) => `${text} Le lien fonctionne pendant sept jours.`,
  },
  aucune: 'Vous n’avez pas encore envoyé de demande.',
  parCourriel: 'Je ne peux pas déposer de fichier ici : je vous envoie ce document par courriel.',
  impossible:
    'Je ne peux pas déposer de fichier ici, et je ne connais pas votre adresse de courriel. La circonscription peut vous remettre ce document.',
  lien: {
    titre: 'Pôle ressources',
    expire: 'Ce lien n’est plus valable. Demandez de nouveau le document au pôle ressources, dans la messagerie.',
    inconnu: 'Cette adresse ne correspond à aucun document. Reprenez le lien que le pôle ressources vous a donné.',
    panne: 'Ce document ne peut pas être ouvert pour le moment. Réessayez dans quelques minutes.',
  },
};

// ─── An account linked to the directory by a code ──────────────────────────
export const linkTexts = {
  codeEnvoye: (email: string, minutes: number) =>
    `Pour relier ce compte à l’annuaire du pôle, je viens d’envoyer un code à six chiffres à ${email}. Écrivez-le ici dans les ${minutes} minutes. Si cela ne vous concerne pas, ne tenez pas compte de ce message.`,
  reliee: (email: string) =>
    `C’est fait : ce compte est relié à votre fiche du pôle (${email}). Vous pouvez répondre ici aux sollicitations et, si vous êtes de l’équipe restreinte, agir dans son salon.`,
  faux: (restants: number) =>
    restants === 1
      ? 'Ce code n’est pas le bon. Il vous reste un essai : prenez le code du dernier courriel reçu.'
      : `Ce code n’est pas le bon. Il vous reste ${restants} essais : prenez le code du dernier courriel reçu.`,
  expiree: 'Ce code a expiré. Écrivez « relier mon compte » pour en recevoir un autre.',
  epuisee:
    'Ce code ne fonctionne plus : il y a eu trop d’essais. Écrivez « relier mon compte » pour en recevoir un autre.',
  inutile: 'Votre compte est déjà vérifié par cette messagerie : il n’y a rien à relier.',
  refus: {
    deja_relie: (_compte: string) => 'Votre compte est déjà relié à l’annuaire du pôle.',
    sans_courriel: (compte: string) =>
      `Je ne peux pas envoyer de code : les courriels ne sont pas réglés ici. Si vous êtes membre du pôle, demandez à votre circonscription d’ajouter votre compte ${compte} à l’annuaire.`,
    aucune_fiche: (compte: string) =>
      `Je ne trouve pas de fiche du pôle qui corresponde à ce compte. Pour demander de l’aide, ce n’est pas nécessaire : écrivez « nouvelle demande ». Si vous êtes membre du pôle, demandez à votre circonscription d’ajouter votre compte ${compte} à l’annuaire.`,
    trop_de_codes: (_compte: string) =>
      'Plusieurs codes ont déjà été envoyés. Vérifiez vos courriels, indésirables compris, ou réessayez dans une heure.',
  },
  indice: 'Si vous êtes membre du pôle, reliez d’abord votre compte : écrivez-moi « relier mon compte » en privé.',
};

// ─── Sandbox page ───────────────────────────────────────────────────────────
export const sandboxTexts = {
  /** Served to the page as JSON, and put into its HTML; `{nom}` and the like are filled in by the page. */
  page: {
    titre: 'Bac à sable du pôle ressources',
    bandeau: 'Bac à sable : tout est fictif, rien ne sort de cet ordinateur.',
    accroche: 'Le bot qui accompagne une demande d’aide, de l’enseignant jusqu’au bilan.',
    sansScript: 'Cette page a besoin de JavaScript pour afficher les conversations.',
    evitement: 'Aller aux conversations',
    commentEssayer: 'Comment essayer',
    etape1Titre: 'Demandez',
    etape1: 'Dans la conversation de l’enseignant, écrivez « nouvelle demande » et laissez-vous guider.',
    etape2Titre: 'Analysez',
    etape2: 'La demande arrive dans le canal d’analyse : prenez-la en analyse, puis sollicitez un membre.',
    etape3Titre: 'Intervenez',
    etape3: 'Le membre accepte, propose des dates et des réponses, jusqu’au bilan. Chacun est prévenu à l’instant.',
    conversations: 'Conversations',
    choixVolet: 'Conversation affichée',
    voletEnseignant: 'Enseignant',
    voletAnalyse: 'Canal d’analyse',
    voletMembre: 'Membre du pôle',
    sousTitrePrive: 'Conversation privée avec le bot',
    sousTitreTchap: 'Conversation chiffrée avec le bot, dans Tchap',
    sousTitreCanal: 'Canal de l’équipe restreinte',
    vousEtes: 'Vous êtes',
    groupeCanal: 'Dans le canal d’analyse',
    groupePrive: 'En privé avec le bot',
    enPrive: '{nom} (en privé)',
    dansTchap: '{nom} (Tchap)',
    nouveau: 'nouveau',
    nouveauPour: 'Nouveau message pour {nom}',
    voir: 'Voir',
    messages: 'Messages',
    bot: 'Bot du pôle ressources',
    vous: 'Vous',
    supprime: 'Message supprimé.',
    modifie: 'mis à jour à {heure}',
    vueprivee: 'Pour vous uniquement',
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
    indicationCanal: '@bot, puis votre message…',
    envoyer: 'Envoyer',
    photo: 'Joindre une photo fictive',
    suggestions: 'Messages tout prêts',
    suggestionsEnseignant: ['bonjour', 'nouvelle demande', 'mes demandes', 'aide'],
    suggestionsCanal: ['@bot aide', '@bot canal d’analyse'],
    suggestionsMembre: ['bonjour', 'aide'],
    videTchap: 'La conversation s’ouvre dans Tchap : le bot y dit bonjour dans un instant.',
    reactions: 'Réponses en un geste',
    reagir: 'Répondre {reaction}',
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
  },
  serveur: {
    photoJointe: '📷 Photo jointe (fictive)',
    trameIllisible: 'Ce message n’a pas été compris par le bac à sable. Rechargez la page, puis recommencez.',
    trameTropGrande: 'Ce message dépasse 256 Ko : il n’a pas été transmis.',
    personaInconnu: 'Cette personne n’existe pas dans le bac à sable.',
    pasSaConversation: 'Cette personne n’a pas accès à cette conversation.',
    plusDansLeCanal: 'Cette personne n’est plus dans le canal : elle ne peut plus y écrire.',
    sansBot: 'Cette personne n’a pas installé le bot : elle ne peut pas lui écrire. Changez ses réglages d’essai.',
    tchapRefuse: 'Le serveur Tchap n’a pas accepté ce message. S’il est très long, envoyez-le en plusieurs fois.',
    tchapAbsent: 'Le message n’est pas parti : le bot ou le serveur Tchap d’essai ne répond pas. Réessayez.',
    incident: 'Un incident m’a empêché de traiter votre message. Rien n’est perdu ; réessayez dans un instant.',
    incidentReference: 'Un incident m’a empêché de traiter votre message. Référence à transmettre : {reference}',
    hoteRefuse: 'Le bac à sable ne répond qu’à cet ordinateur. Ouvrez l’adresse affichée au démarrage.',
  },
};

// ─── Help tab in Teams ──────────────────────────────────────────────────────
export const ongletTexts = {
  titre: 'Mode d’emploi du pôle ressources',
  intro:
    'Le pôle ressources aide les enseignants, les équipes et les écoles quand les aménagements et les réunions ' +
    'prévus dans le cadre du droit commun n’ont pas suffi. Personne n’a à rester sans appui : chaque demande est lue.',
  ecrire: 'Écrire au pôle ressources',
  sansBot: 'Pour écrire au pôle ressources, ouvrez la conversation avec son assistant.',
  sections: [
    {
      titre: 'Faire une demande',
      etapes: [
        'Ouvrez la conversation avec l’assistant du pôle et écrivez « nouvelle demande ».',
        'Dites si la demande concerne un élève, ou bien un enseignant ou une équipe.',
        'Répondez aux questions une à une, ou remplissez tout en une fois. Vous pouvez vous arrêter et reprendre plus tard.',
        'Relisez le résumé, corrigez si besoin, puis envoyez. Vous recevez un numéro.',
      ],
    },
    {
      titre: 'Ce qui se passe ensuite',
      etapes: [
        'L’équipe restreinte lit votre demande et nomme la problématique.',
        'Elle sollicite les membres du pôle les plus à même de vous répondre.',
        'Dès qu’un membre accepte, l’assistant vous dit qui prendra contact avec vous.',
        'Un bilan est fait ensemble à une date convenue.',
      ],
    },
    {
      titre: 'À tout moment',
      etapes: [
        '« où en suis-je ? » rappelle où vous en êtes.',
        '« corriger la classe » revient sur une réponse ; « retour » revient d’un pas.',
        '« mes demandes » montre l’avancement de chacune.',
        '« aide » rappelle tout ce que vous pouvez écrire.',
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
export const poleCommandTexts = {
  help: [
    'Annuaire du pôle ressources',
    '',
    '  npm run pole -- configurer FICHIER.yaml [--essai]',
    '      Décrit une circonscription : son nom, ses problématiques, ses délais, ses adresses.',
    '',
    '  npm run pole -- importer-ecoles FICHIER.csv [--essai] [--circonscription CODE]',
    '      Lit les écoles de vos circonscriptions dans l’annuaire de l’éducation',
    '      (export CSV de fr-en-annuaire-education).',
    '',
    '  npm run pole -- importer-vacances FICHIER.csv [--essai] [--circonscription CODE]',
    '      Lit les vacances de vos zones dans le calendrier scolaire officiel',
    '      (export CSV de fr-en-calendrier-scolaire).',
    '',
    '  npm run pole -- importer-membres FICHIER.csv [--essai] [--complet] [--circonscription CODE]',
    '      Lit les membres du pôle. Colonnes, séparées par « ; » :',
    '      prenom ; nom ; email ; fonctions ; secteurs ; roles.',
    '      Plusieurs fonctions, secteurs ou rôles se séparent par « , ».',
    '      Rôles : pilote, equipe_restreinte, membre (membre si la case est vide).',
    '      Une colonne tchap est possible : @prenom.nom-domaine.fr:serveur, le compte Tchap du membre.',
    '      --complet désactive les membres absents du fichier.',
    '',
    '  npm run pole -- importer-partenaires FICHIER.csv [--essai] [--complet] [--circonscription CODE]',
    '      Lit les structures partenaires. Colonnes, séparées par « ; » :',
    '      nom ; genre ; commune ; telephone ; courriel ; adresse (les trois dernières sont facultatives).',
    '      Genres : ebep, tsa, itep, ime, iem, ies, sessad, cmpp, cmp, camsp, cms, et ceux que vous avez ajoutés.',
    '      --complet met de côté les structures absentes du fichier.',
    '',
    '  npm run pole -- etat',
    '      Compte les écoles et les membres de chaque circonscription, et dit quelles vacances sont importées.',
    '',
    '  npm run pole -- tchap-etat',
    '      Dit comment va le compte Tchap du bot : qui le fait tourner, son appareil, ses salons, ce qui attend.',
    '',
    '  npm run pole -- cles generer',
    '      Fabrique une clé pour DATA_KEYS.',
    '',
    '  --essai montre ce qui changerait, sans rien écrire.',
    '  Ces commandes marchent pendant que le bot tourne. Relancer la même ne change rien de plus.',
  ].join('\n'),
  usage: {
    unknownCommand: (name: string) => `La commande « ${name} » n’existe pas.`,
    unknownOption: (name: string) => `L’option « ${name} » n’existe pas pour cette commande.`,
    missingFile: (command: string) => `Il manque le nom du fichier : ${command} FICHIER.`,
    tooMany: (word: string) => `« ${word} » est de trop.`,
    missingCode: 'Il manque le code de la circonscription après --circonscription.',
    keys: 'Pour fabriquer une clé : npm run pole -- cles generer',
  },
  keyMade: [
    'Mettez cette ligne dans DATA_KEYS. Pour changer de clé, placez la nouvelle devant l’ancienne, séparées par une virgule.',
    'Gardez-en une copie en lieu sûr : sans elle, les demandes ne peuvent plus être lues.',
  ].join('\n'),
  files: {
    notFound: (path: string) => `Le fichier « ${path} » est introuvable. Vérifiez son nom et son dossier.`,
    isFolder: (path: string) => `« ${path} » est un dossier. Donnez le nom d’un fichier.`,
    unreadable: (path: string, code: string) => `Le fichier « ${path} » ne peut pas être lu (${code}).`,
    notText: (path: string) =>
      `« ${path} » n’est pas un fichier texte. Depuis un tableur, enregistrez-le au format « CSV UTF-8 ».`,
    notUtf8: (path: string) =>
      `« ${path} » n’est pas en UTF-8, les accents seraient perdus. Depuis un tableur, enregistrez-le au format « CSV UTF-8 ».`,
    badQuotes: (line: number) =>
      `Ligne ${line} : un guillemet (") est mal placé ou n’est pas fermé. Corrigez cette ligne, puis relancez la commande.`,
    yamlSyntax: (line: number, code: string) =>
      `Ligne ${line} : ce n’est pas du YAML valable (${code}). Vérifiez les espaces en début de ligne et les deux-points.`,
    yamlTab: (line: number) => `Ligne ${line} : remplacez la tabulation du début de ligne par des espaces.`,
    yamlDuplicate: (line: number) =>
      `Ligne ${line} : ce nom est déjà donné plus haut. Gardez une seule des deux lignes.`,
    yamlAlias: (line: number) => `Ligne ${line} : les renvois (*) ne sont pas acceptés. Écrivez la valeur elle-même.`,
    empty: 'Le fichier est vide.',
    missingColumns: (names: string[], oneColumn: boolean) =>
      `${names.length > 1 ? 'Il manque les colonnes' : 'Il manque la colonne'} ${names.join(', ')}.${oneColumn ? ' Vérifiez que les colonnes sont séparées par « ; ».' : ''}`,
    doubleColumn: (name: string) => `La colonne ${name} est en double.`,
  },
  line: (line: number, sentence: string) => `Ligne ${line} : ${sentence}`,
  nothingImported: (count: number) =>
    count === 1
      ? 'Rien n’a été importé : une erreur est à corriger dans le fichier.'
      : `Rien n’a été importé : ${count} erreurs sont à corriger dans le fichier.`,
  rows: {
    ragged: 'cette ligne n’a pas le même nombre de colonnes que la première. Vérifiez les « ; » et les guillemets.',
    uai: (value: string) => `l’identifiant « ${value} » n’est pas un code UAI (7 chiffres et une lettre).`,
    duplicateUai: (uai: string, line: number) => `l’école ${uai} est déjà à la ligne ${line}.`,
    ecoleName: (uai: string) => `l’école ${uai} n’a pas de nom.`,
    flag: (column: string, value: string) => `« ${value} » est impossible dans ${column} : 1, 0 ou rien.`,
    etat: (value: string) => `l’état « ${value} » est inconnu : OUVERT, A FERMER, A OUVRIR ou FERME.`,
    tooLong: (column: string, maximum: number) => `${column} dépasse ${maximum} caractères.`,
    ambiguousCirconscription: (name: string, codes: string[]) =>
      `« ${name} » correspond à plusieurs circonscriptions (${codes.join(', ')}). Donnez-leur des noms différents avec configurer.`,
    missing: (column: string) => `il manque ${column}.`,
    badName: (column: string, reason: string) => `${column} : ${reason}`,
    email: (value: string) => `l’adresse « ${value} » n’est pas une adresse e-mail.`,
    duplicateEmail: (email: string, line: number) => `l’adresse ${email} est déjà à la ligne ${line}.`,
    tchap: (value: string) => `le compte Tchap « ${value} » n’a pas la forme @prenom.nom-domaine.fr:serveur.`,
    duplicateTchap: (id: string, line: number) => `le compte Tchap ${id} est déjà à la ligne ${line}.`,
    role: (value: string) => `le rôle « ${value} » est inconnu : pilote, equipe_restreinte ou membre.`,
    circonscription: (value: string, codes: string[]) =>
      `la circonscription « ${value} » est inconnue : ${codes.join(', ')}.`,
    noCirconscription: 'il manque le code de la circonscription.',
    instant: (column: string, value: string) =>
      `« ${value} » est impossible dans ${column} : une date comme 2026-10-16T22:00:00+00:00 est attendue.`,
    annee: (value: string) => `l’année scolaire « ${value} » est impossible : une année comme 2026-2027 est attendue.`,
    finAvantDebut: 'la date de fin est avant la date de début.',
    vacancesSansNom: 'il manque le nom de ces vacances (description).',
  },
  columns: {
    prenom: 'le prénom',
    nom: 'le nom',
    email: 'l’adresse e-mail',
    fonctions: 'une fonction',
    secteurs: 'un secteur',
    commune: 'la commune',
  },
  partenaires: {
    report: (code: string) => `Structures partenaires de la circonscription ${code}`,
    genre: (value: string, known: string[]) => `le genre « ${value} » est inconnu : ${known.join(', ')}.`,
    duplicate: (nom: string, line: number) => `la structure ${nom} est déjà à la ligne ${line}.`,
  },
  setup: {
    notMap: 'Le fichier doit commencer par « circonscription: ».',
    missing: (path: string) => `Il manque « ${path} ».`,
    unknownKey: (key: string, known: string[]) => `« ${key} » est inconnu ici. Noms possibles : ${known.join(', ')}.`,
    text: (path: string) => `« ${path} » doit être un texte.`,
    map: (path: string) => `« ${path} » doit être suivi de lignes en retrait, de la forme « nom: valeur ».`,
    list: (path: string) =>
      `« ${path} » doit être suivi d’une liste, une ligne par valeur, chacune commençant par « -  ».`,
    emptyList: (path: string) => `« ${path} » doit contenir au moins une valeur.`,
    tooLong: (path: string, maximum: number) => `« ${path} » : ${maximum} caractères au plus.`,
    duplicate: (text: string, line: number) => `« ${text} » est déjà à la ligne ${line}.`,
    zone: (value: string, zones: string[]) => `la zone « ${value} » est inconnue : ${zones.join(', ')}.`,
    calendarDays: (path: string) => `« ${path} » doit être un nombre entier de jours, de 1 à 365.`,
    ecoles: (path: string) => `« ${path} » doit être un nombre entier d’écoles, de 2 à 50.`,
    reponseName: (name: string) =>
      `« ${name} » ne convient pas comme nom court d’une réponse : des minuscules sans accent, des chiffres et « _ », en commençant par une lettre.`,
    days: (path: string) => `« ${path} » doit être un nombre entier de jours d’école, de 1 à 365.`,
    email: (path: string) => `« ${path} » doit être une adresse e-mail.`,
    jour: (value: string, known: string[]) => `« ${value} » n’est pas un jour d’école : ${known.join(', ')}.`,
    heure: (path: string) => `« ${path} » doit être une heure, de 6 h à 21 h, écrite comme 8:30.`,
    heures: (path: string) => `« ${path} » : l’heure de fin doit suivre l’heure de début.`,
  },
  report: {
    ecoles: 'Écoles',
    membres: (code: string) => `Membres de la circonscription ${code}`,
    circonscription: (code: string) => `Circonscription ${code}`,
    feminine: { added: 'ajoutées', changed: 'modifiées', unchanged: 'inchangées', deactivated: 'désactivées' },
    masculine: { added: 'ajoutés', changed: 'modifiés', unchanged: 'inchangés', deactivated: 'désactivés' },
    removable: { added: 'ajoutées', changed: 'modifiées', unchanged: 'inchangées', deactivated: 'retirées' },
    vacances: 'Vacances scolaires',
    ignoredVacances: (elsewhere: number, others: number) =>
      `  lignes ignorées : ${elsewhere + others} (autre zone : ${elsewhere}, pas pour les élèves : ${others})`,
    noVacances: (circonscriptions: string[]) =>
      `Attention : aucune ligne du fichier n’est pour la zone de ${circonscriptions.join(', ')}.`,
    count: (label: string, count: number, keys: string) => `  ${label} : ${count}${keys && ` (${keys})`}`,
    andOthers: (count: number) => (count === 1 ? '… et 1 autre' : `… et ${count} autres`),
    ignored: (elsewhere: number, notEcoles: number) =>
      `  lignes ignorées : ${elsewhere + notEcoles} (autre circonscription : ${elsewhere}, autre chose qu’une école : ${notEcoles})`,
    dryRun: 'Essai : rien n’a été écrit.',
    noEcole: (names: string[], wanted: string[]) =>
      `Attention : aucune école du fichier n’est dans ${wanted.join(', ')}.${names.length > 0 ? ` Le fichier parle de : ${names.join(' ; ')}.` : ''}`,
    noPilote: (code: string) =>
      `Attention : la circonscription ${code} n’a plus de pilote. Donnez le rôle « pilote » à quelqu’un.`,
  },
  noCirconscription:
    'Aucune circonscription n’est encore décrite. Commencez par « npm run pole -- configurer FICHIER.yaml ».',
  unknownCirconscription: (code: string, codes: string[]) =>
    `La circonscription « ${code} » est inconnue. Codes possibles : ${codes.join(', ')}.`,
  chooseCirconscription: (codes: string[]) =>
    `Il y a plusieurs circonscriptions : ajoutez --circonscription et l’un de ces codes : ${codes.join(', ')}.`,
  overview: {
    title: (nom: string, code: string) => `${nom} (${code})`,
    problematiques: (count: number) => `  problématiques : ${count}`,
    ecoles: (open: number, closed: number) => `  écoles ouvertes : ${open}${closed > 0 ? `, fermées : ${closed}` : ''}`,
    membres: (active: number, inactive: number) =>
      `  membres actifs : ${active}${inactive > 0 ? `, désactivés : ${inactive}` : ''}`,
    calendrier: (annees: number[]) =>
      `  vacances scolaires importées : ${annees.length === 0 ? 'aucune' : annees.map((annee) => `${annee}-${annee + 1}`).join(', ')}`,
    sansCalendrier: (code: string, annee: number) =>
      `Attention : les vacances scolaires ${annee}-${annee + 1} de la circonscription ${code} ne sont pas importées. Sans elles, les vacances comptent comme des jours d’école, et des rappels peuvent y partir. Lancez « npm run pole -- importer-vacances FICHIER.csv ».`,
    roles: (analysts: number, pilots: number) =>
      `  équipe restreinte (pilotes compris) : ${analysts}, pilotes : ${pilots}`,
  },
  tchap: {
    title: 'Compte Tchap du bot',
    never:
      'Aucun serveur n’a encore fait tourner un compte Tchap avec cette base. Les réglages sont TCHAP_HOMESERVER_URL, TCHAP_USER_ID et les suivants.',
    nobody: (ago: string) => `  Personne ne fait tourner le compte : le serveur a été arrêté il y a ${ago}.`,
    silent: (ago: string) =>
      `  Personne ne fait tourner le compte : le dernier serveur n’a plus donné signe de vie depuis ${ago}.`,
    status: {
      starting: () => 'démarre',
      standby: () => 'prêt à prendre le relais',
      unreachable: (cause: string) => `le serveur Tchap ne répond pas (${cause}), nouvel essai en cours`,
      running: () => 'en marche',
      stopped: () => 'arrêté',
    },
    process: (status: string, since: string, machine: string, pid: number) =>
      `  ${status}, depuis ${since} (machine ${machine}, processus ${pid})`,
    noDevice: '  appareil : pas encore connu',
    lastKnown: (ago: string) => `  Ce que l’on en savait il y a ${ago} :`,
    account: (userId: string, deviceId: string) => `  compte : ${userId}, appareil : ${deviceId}`,
    crossSigned: (is: boolean) =>
      `  signature croisée : ${is ? 'en ordre' : 'ABSENTE, les autres ne feront pas confiance à cet appareil'}`,
    backup: (version: string | null) =>
      `  sauvegarde des clés sur le serveur : ${version === null ? 'AUCUNE' : `version ${version}`}`,
    rooms: (joined: number, invited: number) => `  salons : ${joined}, invitations en attente : ${invited}`,
    unreadable: (count: number) => `  messages illisibles depuis le démarrage : ${count}`,
    queue: (count: number) => `  appels qui attendent leur tour : ${count}`,
    lastSync: (ago: string) => `  dernière synchronisation : il y a ${ago}`,
    outbox: (waiting: number, dead: number) => `  messages à envoyer dans Tchap : ${waiting}, abandonnés : ${dead}`,
    units: { day: 'j', hour: 'h', minute: 'min', second: 's' },
  },
  database: {
    unreachable: (code: string) =>
      `La base de données ne répond pas (${code}). Vérifiez DATABASE_URL, et que PostgreSQL est démarré.`,
    refused: (code: string) =>
      `La base de données refuse la connexion (${code}). Vérifiez l’utilisateur, le mot de passe et le nom de la base dans DATABASE_URL.`,
    busy: (pid: number) =>
      `La base embarquée est déjà utilisée par le processus ${pid}. Attendez qu’il ait fini, puis relancez la commande.`,
    serverSilent:
      'Le bot utilise la base embarquée mais ne répond pas. Arrêtez-le, ou relancez la commande dans un instant.',
    serverFailed: 'Le bot n’a pas pu exécuter la commande. La cause est dans son journal technique.',
    unexpected: (code: string) =>
      `Une erreur imprévue a tout arrêté (${code}). Relancez ; si elle revient, signalez-la avec ce code.`,
  },
};

// ─── Settings and start ─────────────────────────────────────────────────────
export const startTexts = {
  recoveryKey: (key: string) =>
    `Clé de récupération du compte Tchap, montrée cette seule fois. Gardez-la en lieu sûr, à part de la sauvegarde (réglage TCHAP_RECOVERY_KEY) :\n  ${key}`,
  sandboxReady: (address: string) =>
    [
      '',
      '  Pôle ressources, bac à sable : tout y est fictif, rien ne sort de cet ordinateur.',
      `  Ouvrez ${address} dans votre navigateur. Ctrl+C pour arrêter.`,
      '',
    ].join('\n'),
  sandboxTchap: (nom: string) => `  Tchap y est relié : dans le volet Enseignant, choisissez ${nom} (Tchap).\n`,
  essaiTchap: {
    prepare: 'Préparation du serveur Tchap d’essai (Synapse, environ 90 Mo à télécharger la première fois)…',
    impossible:
      'Le serveur Tchap d’essai n’a pas pu être préparé : il faut Debian et un accès à ses paquets. Le bac à sable sans Tchap marche partout : npm start.',
  },
  alreadyRunning: (pid: string) =>
    `Un serveur utilise déjà ce dossier de données (processus ${pid}). Arrêtez-le, ou donnez un autre dossier avec DATA_DIR.`,
  portTaken: 'Le port demandé est déjà pris. Arrêtez l’autre programme, ou choisissez un autre port avec PORT.',
  portRefused: 'Ce port ou cette adresse ne peuvent pas être ouverts. Choisissez-en d’autres avec PORT et HOST.',
  wrongKeys: (ids: string) =>
    `Les clés de DATA_KEYS n’ouvrent pas les données déjà enregistrées (clés attendues : ${ids}). Remettez-les, après la clé qui écrit.`,
  keyFileUnreadable: (file: string) =>
    `Le fichier de clés du bac à sable est illisible : ${file}. Restaurez-le ; sans lui, les données de ce dossier ne peuvent plus être lues.`,
  settings: {
    HOST: 'Adresse d’écoute. 127.0.0.1 n’est joignable que de cette machine ; 0.0.0.0 de partout (derrière un proxy HTTPS).',
    PORT: 'Port d’écoute. 0 choisit un port libre.',
    DATABASE_URL:
      'Base PostgreSQL, sous la forme postgres://utilisateur:motdepasse@machine:5432/base. Sans ce réglage, la base embarquée dans DATA_DIR est utilisée.',
    DATA_DIR: 'Dossier de la base embarquée et de la clé du bac à sable.',
    DATA_KEYS:
      'Clés de chiffrement des données personnelles : id:base64 de 32 octets, séparées par des virgules. La première écrit, les autres ne font que lire. « npm run pole -- cles generer » en fabrique une. Obligatoire hors du bac à sable.',
    LOG_LEVEL: 'Détail du journal technique.',
    MicrosoftAppType: 'Type d’inscription du bot dans Azure.',
    MicrosoftAppId: 'Identifiant d’application (GUID) du bot dans Azure. Le donner relie le bot à Teams.',
    MicrosoftAppPassword: 'Secret client du bot. Inutile avec UserAssignedMSI.',
    MicrosoftAppTenantId: 'Locataire (tenant) du bot. Obligatoire avec SingleTenant et UserAssignedMSI.',
    ToBotFromChannelOpenIdMetadataUrl: 'Autre nuage : métadonnées OpenID qui signent ce que Teams envoie au bot.',
    ToBotFromChannelTokenIssuer: 'Autre nuage : émetteur attendu dans les jetons que Teams envoie.',
    ToBotFromEmulatorOpenIdMetadataUrl: 'Autre nuage : métadonnées OpenID des jetons de l’émulateur.',
    ToChannelFromBotLoginUrl: 'Autre nuage : autorité où le bot demande ses jetons.',
    ToChannelFromBotOAuthScope: 'Autre nuage : portée demandée pour ces jetons.',
    OAuthUrl: 'Autre nuage : service de jetons du Bot Framework.',
    CallerId: 'Autre nuage : identité d’appelant du Bot Framework.',
    SANDBOX:
      'Bac à sable local, sans Teams ni vrai serveur Tchap, avec une circonscription fictive. Avec true, un serveur d’essai sur cette machine (127.0.0.1) est accepté dans TCHAP_HOMESERVER_URL.',
    SANDBOX_TCHAP_USER_ID:
      'Bac à sable avec un serveur Tchap d’essai : compte de l’enseignante que la page joue dans Tchap, par exemple @claire:hs.test.',
    SANDBOX_TCHAP_PASSWORD: 'Mot de passe de ce compte.',
    sandboxDefault: 'true si aucun canal n’est réglé',
    TCHAP_HOMESERVER_URL: 'Serveur Tchap (Matrix) du compte du bot. Le donner relie le bot à Tchap.',
    TCHAP_USER_ID: 'Compte du bot, par exemple @pole:agent.education.tchap.gouv.fr.',
    TCHAP_ACCESS_TOKEN:
      'Jeton d’accès du compte, avec TCHAP_DEVICE_ID. Inutile après une première connexion par mot de passe.',
    TCHAP_DEVICE_ID: 'Appareil pour lequel le jeton a été fait.',
    TCHAP_PASSWORD: 'Mot de passe du compte, pour la première connexion seulement : le jeton obtenu est ensuite gardé.',
    TCHAP_RECOVERY_KEY:
      'Clé de récupération du compte, pour retrouver son identité. Montrée une seule fois au premier démarrage si le compte n’en a pas.',
    TCHAP_ALLOWED_HOMESERVERS: 'Serveurs dont les personnes peuvent s’adresser au bot, séparés par des virgules.',
    tchapServersDefault: 'celui de TCHAP_USER_ID',
    TCHAP_RATE:
      'Écritures par seconde sur le serveur Tchap. À relever seulement si son administrateur a levé la limite du compte.',
    TCHAP_SIGNED_DEVICES_ONLY:
      'Avec true, seuls les appareils que leur propriétaire a vérifiés (signature croisée) lisent le bot et lui parlent.',
    SMTP_URL:
      'Serveur de courriel, sous la forme smtp://utilisateur:motdepasse@machine:587 ou smtps://…:465. Le chiffrement est pris dès que le serveur le propose, et exigé avec un mot de passe. Va avec MAIL_FROM ; sans ces réglages, aucun courriel n’est envoyé, pas même l’annexe 1 à la circonscription.',
    MAIL_FROM: 'Adresse d’expédition des courriels, seule ou sous la forme « Pôle ressources <pole@exemple.fr> ».',
    PUBLIC_URL:
      'Adresse https publique du bot, pour construire le paquet Teams (npm run manifest), pour que Teams montre le dessin du chemin d’une demande, et pour les liens vers les documents, qui sans elle partent par courriel.',
    PRIVACY_URL: 'Page sur les données personnelles, indiquée dans le paquet Teams.',
    privacyDefault: 'PUBLIC_URL/onglet',
    TERMS_URL: 'Page des conditions d’utilisation, indiquée dans le paquet Teams.',
    termsDefault: 'PUBLIC_URL/onglet',
    PUBLISHER: 'Nom de l’organisme qui publie le bot, indiqué dans le paquet Teams (32 caractères au plus).',
    publisherDefault: 'Pôle ressources',
  },
  settingTypes: {
    text: 'texte',
    port: 'nombre de 0 à 65535',
    folder: 'dossier',
    url: 'adresse https',
    database: 'adresse PostgreSQL',
    smtp: 'adresse smtp ou smtps',
    email: 'adresse e-mail',
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
    smtp: 'donnez une adresse de la forme smtp://machine:25, smtp://utilisateur:motdepasse@machine:587 ou smtps://utilisateur:motdepasse@machine:465.',
    matrixId: 'un compte Matrix est attendu, par exemple @pole:agent.education.tchap.gouv.fr.',
    serverNames:
      'des noms de serveurs séparés par des virgules sont attendus, sans https://, par exemple agent.education.tchap.gouv.fr.',
    rate: 'un nombre de 1 à 10000 est attendu.',
    mailFrom: 'donnez une adresse e-mail, par exemple pole@exemple.fr.',
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
      `MicrosoftAppId : des réglages Teams sont donnés (${names}) mais il manque MicrosoftAppId. Ajoutez-le pour relier le bot à Teams, ou retirez ces réglages pour le bac à sable.`,
    personaWithoutSandbox:
      'SANDBOX_TCHAP_USER_ID : ce compte ne sert que dans le bac à sable, avec un serveur Tchap d’essai. Mettez SANDBOX=true et une adresse de cette machine (127.0.0.1) dans TCHAP_HOMESERVER_URL, ou retirez SANDBOX_TCHAP_USER_ID et SANDBOX_TCHAP_PASSWORD.',
    personaIncomplete:
      'SANDBOX_TCHAP_USER_ID et SANDBOX_TCHAP_PASSWORD vont ensemble : donnez les deux, ou retirez-les.',
    sandboxNotLoopback: (host: string) =>
      `HOST : le bac à sable n’a pas de mot de passe, il n’écoute donc que sur cette machine, et pas sur « ${host} ». Mettez HOST=127.0.0.1, ou reliez le bot à Teams.`,
    noChannel:
      'MicrosoftAppId : hors du bac à sable, il faut un canal. Donnez MicrosoftAppId et MicrosoftAppPassword pour Teams, TCHAP_HOMESERVER_URL et TCHAP_USER_ID pour Tchap, ou mettez SANDBOX=true pour essayer en local.',
    tchapHomeserver:
      'TCHAP_HOMESERVER_URL : des réglages Tchap sont donnés mais il manque l’adresse du serveur. Ajoutez-la pour relier le bot à Tchap, ou retirez ces réglages.',
    tchapUser: 'TCHAP_USER_ID : il manque le compte Tchap du bot, par exemple @pole:agent.education.tchap.gouv.fr.',
    tchapDevice:
      'TCHAP_DEVICE_ID : un jeton d’accès va avec l’appareil pour lequel il a été fait. Donnez les deux, ou le mot de passe seul pour la première connexion.',
    password:
      'MicrosoftAppPassword : il manque le secret client du bot. Créez-en un dans Azure (Certificats et secrets), ou mettez MicrosoftAppType=UserAssignedMSI si le bot a une identité managée.',
    tenant: (type: string) =>
      `MicrosoftAppTenantId : obligatoire avec MicrosoftAppType=${type}. Donnez l’identifiant du locataire (tenant), visible dans Azure.`,
    smtpWithoutMailFrom:
      'MAIL_FROM : SMTP_URL est donné mais il manque l’adresse d’expédition. Ajoutez MAIL_FROM, ou retirez SMTP_URL pour ne pas envoyer de courriel.',
    mailFromWithoutSmtp:
      'SMTP_URL : MAIL_FROM est donné mais il manque le serveur de courriel. Ajoutez SMTP_URL, ou retirez MAIL_FROM pour ne pas envoyer de courriel.',
    sandboxMail:
      'SMTP_URL : rien ne sort du bac à sable, son serveur de courriel doit donc être sur cette machine (127.0.0.1). Retirez SMTP_URL et MAIL_FROM, ou reliez le bot à un vrai canal.',
    noKeys:
      'DATA_KEYS : hors du bac à sable, il faut une clé pour chiffrer les données personnelles. Fabriquez-la avec « npm run pole -- cles generer », donnez-la dans DATA_KEYS et gardez-en une copie en lieu sûr.',
    typo: (name: string, known: string) =>
      `${name} : ce réglage n’existe pas, vouliez-vous dire « ${known} » ? Corrigez son nom, ou retirez-le.`,
  },
  problem: (name: string, sentence: string) => `${name} : ${sentence}`,
  refused: (problems: string[]) =>
    [
      problems.length === 1
        ? 'Le bot ne peut pas démarrer : un réglage est à corriger.'
        : `Le bot ne peut pas démarrer : ${problems.length} réglages sont à corriger.`,
      ...problems.map((problem) => `  - ${problem}`),
      'La liste des réglages est dans le fichier README.md.',
    ].join('\n'),
  warnings: {
    embeddedDatabase:
      'La base embarquée peut perdre les dernières écritures lors d’une coupure de courant. Pour un vrai service, donnez une base PostgreSQL dans DATABASE_URL.',
    ownHomeserver: (server: string) =>
      `TCHAP_ALLOWED_HOMESERVERS ne contient pas ${server}, le serveur du compte du bot : les personnes de ce serveur ne pourront pas lui écrire. Vérifiez ce réglage.`,
  },
  manifest: {
    refused: (problems: string[]) =>
      ['Le paquet Teams ne peut pas être construit.', ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    appIdMissing: 'MicrosoftAppId : donnez l’identifiant d’application du bot, visible dans Azure.',
    appIdForm: 'MicrosoftAppId : donnez l’identifiant sous la forme 00000000-0000-0000-0000-000000000000.',
    publicUrlMissing: 'PUBLIC_URL : donnez l’adresse https publique du bot, par exemple https://pole.exemple.fr.',
    publicUrlNotHttps: (name: string) => `${name} : Teams n’accepte que des adresses https.`,
    built: (file: string) => `Le paquet Teams est prêt : ${file}. Envoyez-le dans le centre d’administration Teams.`,
  },
};
