/** Someone that the sandbox lets one play; invented, as everything here. */
export interface DemoPersona {
  id: string;
  nom: string;
  email: string;
  kind: 'enseignant' | 'analyste' | 'membre' | 'pilote';
  /** What tells them from the others in a list: function, class, école. */
  label: string;
}

const DOMAIN = 'val-de-brume.example';

function person(id: string, nom: string, kind: DemoPersona['kind'], label: string, domain = DOMAIN): DemoPersona {
  return { id, nom, email: `${id}@${domain}`, kind, label };
}

/** Three teachers, whom the directory does not know, and everybody of membres.csv. */
export const demoPersonas: DemoPersona[] = [
  person('claire.durandeau', 'Claire Durandeau', 'enseignant', 'Enseignante de CE1, Brumeval', `ecoles.${DOMAIN}`),
  person('karim.boisgelin', 'Karim Boisgelin', 'enseignant', 'Enseignant de CM2, Port-Clairval', `ecoles.${DOMAIN}`),
  person('maud.tessandier', 'Maud Tessandier', 'enseignant', 'Directrice, Saint-Vaubrun', `ecoles.${DOMAIN}`),
  person('bruno.marechaux', 'Bruno Maréchaux', 'analyste', 'Équipe restreinte, CPC'),
  person('sonia.delambre', 'Sonia Delambre', 'analyste', 'Équipe restreinte, psyEN'),
  person('helene.castelnoir', 'Hélène Castelnoir', 'pilote', 'Pilote du pôle, IEN'),
  person('thomas.ricordeau', 'Thomas Ricordeau', 'membre', 'psyEN'),
  person('nadia.belhassen', 'Nadia Belhassen', 'membre', 'Enseignante spécialisée (RASED)'),
  person('olivier.quentinois', 'Olivier Quentinois', 'membre', 'Enseignant spécialisé (RASED)'),
  person('aicha.montreuillet', 'Aïcha Montreuillet', 'membre', 'ERUN, maître-formatrice'),
  person('pascal.gervoise', 'Pascal Gervoise', 'membre', 'Enseignant référent'),
  person('ling.aubertin', 'Ling Aubertin', 'membre', 'Enseignante UPE2A'),
  person('sandrine.fauvelier', 'Sandrine Fauvelier', 'membre', 'Coordonnatrice AESH et ULIS'),
  person('mireille.oudartel', 'Mireille Oudartel', 'membre', 'Assistante sociale'),
  person('camille.jolivet-ruault', 'Camille Jolivet-Ruault', 'membre', 'Infirmière scolaire'),
  person('didier.lanvallay', 'Didier Lanvallay', 'membre', 'Directeur référent'),
  person('elodie.saint-hiver', 'Élodie Saint-Hiver', 'membre', 'Directrice de maternelle, pHARe'),
];

/** The first teacher again, who writes from Tchap; the account's Matrix id is what she is known by there. */
export const demoTchapPersona: DemoPersona = {
  ...demoPersonas[0]!,
  id: 'tchap.claire.durandeau',
};
