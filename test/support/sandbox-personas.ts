import type { Persona } from '../../src/adapters/web/persona.ts';

export const PERSONAS: Persona[] = [
  {
    id: 'claire',
    nom: 'Claire Lemoine',
    email: 'claire@ecole.example',
    kind: 'enseignant',
    label: 'CE1, école Jules-Ferry',
  },
  {
    id: 'karim',
    nom: 'Karim Benali',
    email: 'karim@ecole.example',
    kind: 'enseignant',
    label: 'CM2, école Les Tilleuls',
  },
  {
    id: 'sophie',
    nom: 'Sophie Carpentier',
    email: 'sophie@pole.example',
    kind: 'analyste',
    label: 'conseillère pédagogique',
  },
  { id: 'marc', nom: 'Marc Duval', email: 'marc@pole.example', kind: 'analyste', label: 'enseignant référent' },
  { id: 'helene', nom: 'Hélène Roussel', email: 'helene@pole.example', kind: 'pilote', label: 'inspectrice' },
  { id: 'ines', nom: 'Inès Haddad', email: 'ines@pole.example', kind: 'membre', label: 'psychologue scolaire' },
  { id: 'paul', nom: 'Paul Girard', email: 'paul@pole.example', kind: 'membre', label: 'maître E (RASED)' },
];
