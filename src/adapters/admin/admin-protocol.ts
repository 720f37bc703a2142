import { z } from 'zod';
import type { Changes, CirconscriptionOverview, DirectoryAdmin } from '../../app/ports/directory-admin.ts';
import type { Circonscription } from '../../app/ports/directory-store.ts';
import type { TchapReports } from '../../app/ports/tchap-reports.ts';
import { GROUPES } from '../../core/pole/reponses.ts';

const role = z.enum(['pilote', 'equipe_restreinte', 'membre']);
const delay = z.int().min(1).max(365);

const heure = z.string().regex(/^\d{2}:\d{2}$/);
const jour = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const circonscription = z.strictObject({
  code: z.string().min(1),
  nom: z.string().min(1),
  academie: z.string(),
  zone: z.string(),
  teamsTenant: z.string().optional(),
  delais: z.strictObject({ lecture: delay, sollicitation: delay, priseAttache: delay, bilan: delay }),
  adresses: z.strictObject({ circonscription: z.string().optional(), cpc: z.string().optional() }),
  joursEcole: z.array(z.int().min(0).max(6)).min(1),
  heures: z.strictObject({ debut: heure, fin: heure }),
  convergence: z.strictObject({ jours: delay, ecoles: z.int().min(2).max(50) }),
});

const reponse = z.strictObject({ groupe: z.enum(GROUPES), value: z.string().min(1), label: z.string().min(1) });

const setup = circonscription.extend({
  problematiques: z.array(z.string().min(1)).min(1),
  fonctions: z.array(z.string().min(1)).optional(),
  reponses: z.array(reponse).optional(),
});

const partenaire = z.strictObject({
  circonscription: z.string().min(1),
  nom: z.string().min(1),
  genre: z.string().min(1),
  commune: z.string().min(1),
  telephone: z.string(),
  courriel: z.string(),
  adresse: z.string(),
});

const ecole = z.strictObject({
  uai: z.string().regex(/^[0-9]{7}[A-Z]$/),
  circonscription: z.string().min(1),
  nom: z.string().min(1),
  type: z.string(),
  statut: z.string(),
  adresse: z.string(),
  codePostal: z.string(),
  commune: z.string(),
  telephone: z.string(),
  mail: z.string(),
  maternelle: z.boolean(),
  elementaire: z.boolean(),
  ulis: z.boolean(),
  educationPrioritaire: z.string(),
  ouverte: z.boolean(),
});

const membre = z.strictObject({
  circonscription: z.string().min(1),
  prenom: z.string().min(1),
  nom: z.string().min(1),
  email: z.string().min(3),
  matrixId: z.string().optional(),
  fonctions: z.array(z.string().min(1)),
  secteurs: z.array(z.string().min(1)),
  roles: z.array(role),
});

const vacances = z.strictObject({
  circonscription: z.string().min(1),
  zone: z.string().min(1),
  annee: z.int(),
  nom: z.string().min(1),
  debut: jour,
  reprise: jour,
});

const changes = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  deactivated: z.int(),
  details: z.array(z.object({ key: z.string(), what: z.enum(['added', 'changed', 'deactivated']) })),
}) satisfies z.ZodType<Changes>;

const overview = z.object({
  code: z.string(),
  nom: z.string(),
  problematiques: z.int(),
  ecolesOuvertes: z.int(),
  ecolesFermees: z.int(),
  membresActifs: z.int(),
  membresInactifs: z.int(),
  equipeRestreinte: z.int(),
  annees: z.array(z.int()),
  pilotes: z.array(z.string()),
}) satisfies z.ZodType<CirconscriptionOverview>;

const status = z.enum(['starting', 'standby', 'unreachable', 'running', 'stopped']);

const tchapOverview = z.object({
  processes: z.array(
    z.object({
      machine: z.string(),
      pid: z.int(),
      status,
      sinceSeconds: z.number(),
      saidSeconds: z.number(),
      cause: z.string().optional(),
      device: z
        .object({
          userId: z.string(),
          deviceId: z.string(),
          crossSigned: z.boolean(),
          backup: z.string().nullable(),
          rooms: z.int(),
          invited: z.int(),
          unreadable: z.int(),
          queue: z.int(),
          syncSeconds: z.number(),
        })
        .optional(),
    }),
  ),
  outbox: z.object({ waiting: z.int(), dead: z.int() }),
});

/** What the operator's commands reach. */
export type Administered = DirectoryAdmin & Pick<TchapReports, 'tchapOverview'>;

export type AdminMethod = keyof Administered;

/** What each method takes over the wire, as the array of its arguments. */
export const ADMIN_ARGUMENTS = {
  circonscriptions: z.tuple([]),
  overview: z.tuple([]),
  configure: z.tuple([setup, z.boolean()]),
  importEcoles: z.tuple([z.array(ecole), z.boolean()]),
  importMembres: z.tuple([z.string().min(1), z.array(membre), z.boolean(), z.boolean()]),
  importVacances: z.tuple([z.array(vacances), z.boolean()]),
  reponses: z.tuple([z.string().min(1)]),
  importPartenaires: z.tuple([z.string().min(1), z.array(partenaire), z.boolean(), z.boolean()]),
  tchapOverview: z.tuple([]),
} satisfies { [method in AdminMethod]: z.ZodType<Parameters<Administered[method]>> };

/** What each method answers with. */
export const ADMIN_RESULTS = {
  circonscriptions: z.array(z.object(circonscription.shape)) satisfies z.ZodType<Circonscription[]>,
  overview: z.array(overview),
  configure: changes,
  importEcoles: changes,
  importMembres: changes,
  importVacances: changes,
  reponses: z.array(reponse),
  importPartenaires: changes,
  tchapOverview,
};

export function isAdminMethod(name: string): name is AdminMethod {
  return Object.hasOwn(ADMIN_ARGUMENTS, name);
}

export const BODY_LIMIT = 64 * 1024 * 1024;
