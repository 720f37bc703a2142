import { randomUUID } from 'node:crypto';
import type { PoleFiles } from './pole-files.ts';

/** A second circonscription of any tenant, and a third one bound to another tenant than the bot's. */
export const OTHER_TENANT = randomUUID();
export const RIVE: PoleFiles = {
  code: 'rive-douce',
  nom: 'Rive-Douce',
  ecoles: ['9990101A;École des Roseaux;Rivière'],
  membres: [
    'Rose;Aubier;rose@rive.example;IEN;;pilote',
    'Sonia;Delambre;sonia@brume.example;psyEN;;equipe_restreinte',
    'Yves;Calmet;yves.upn@rive.example;CPC;;equipe_restreinte',
  ],
};
export const LOINTAIN: PoleFiles = {
  code: 'mont-lointain',
  nom: 'Mont-Lointain',
  tenant: OTHER_TENANT,
  ecoles: ['9990201B;École des Cimes;Sommet'],
  membres: ['Bruno;Maréchaux;bruno@brume.example;CPC;;pilote'],
};
