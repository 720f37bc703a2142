/** What teachers write, message after message, from a new demande to its sending; `ecole` as they type it. */

const PRENOMS = ['Lina', 'Noé', 'Inès', 'Sacha', 'Zoé', 'Adam', 'Maël', 'Jade', 'Éloïse', 'Tiago'];
const NOMS = ['Marchand', 'Le Goff', 'Diallo', 'Da Silva', 'N’Guyen', 'Benali', 'Petit-Jean', 'Kowalski', 'Roche'];

export function casEleve(teacher: number, ecole: string): string[] {
  const eleve = `${PRENOMS[teacher % PRENOMS.length]} ${NOMS[teacher % NOMS.length]}`;
  return [
    'nouvelle demande pour un élève',
    ecole,
    eleve,
    '12 mars 2018',
    'CE2',
    'moi',
    'non',
    'retour',
    'non',
    'oui',
    'conseil des maîtres de cycle',
    '14 septembre 2026',
    'de l’aide',
    'Se lève souvent pendant les temps de travail collectif, une dizaine de fois par matinée, et gêne ses voisins.',
    'Termine un exercice sur trois. À l’oral, participe volontiers et répond juste.',
    'continuer',
    'Placement devant le tableau, consignes reformulées, plan de travail allégé, deux réunions avec l’équipe.',
    'continuer',
    'où en suis-je ?',
    'tout passer',
    'corriger la classe',
    'CM1',
    'envoyer',
  ];
}

export function casEquipe(ecole: string): string[] {
  return [
    'je voudrais de l’aide pour notre équipe',
    ecole,
    'l’équipe',
    'conseil d’école',
    '15 septembre 2026',
    'qui lira ma demande ?',
    'accompagnement',
    'l’équipe',
    'Trois classes du cycle 3 peinent à mettre les élèves au travail en autonomie après la récréation.',
    'continuer',
    'Emplois du temps revus, décloisonnements, une animation pédagogique.',
    'continuer',
    'tout passer',
    'mes demandes',
    'envoyer',
  ];
}
