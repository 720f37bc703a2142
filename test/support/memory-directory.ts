import { isDeepStrictEqual } from 'node:util';
import type {
  Changes,
  CirconscriptionOverview,
  CirconscriptionSetup,
  DirectoryAdmin,
  EcoleRecord,
  MembreRecord,
  PartenaireRecord,
  VacancesRecord,
} from '../../src/app/ports/directory-admin.ts';

/** A directory in memory, for the commands' own tests; that the database keeps the same rules is tested there. */
export function createMemoryDirectory() {
  const setups = new Map<string, CirconscriptionSetup>();
  const ecoles = new Map<string, EcoleRecord>();
  const membres = new Map<string, MembreRecord & { actif: boolean }>();
  const vacances = new Map<string, VacancesRecord>();
  const partenaires = new Map<string, PartenaireRecord>();
  const calls: string[] = [];

  const apply = <T>(into: Map<string, T>, rows: [string, T][], dryRun: boolean): Changes => {
    const changes: Changes = { added: 0, changed: 0, unchanged: 0, deactivated: 0, details: [] };
    for (const [key, row] of rows) {
      const before = into.get(key);
      const what = before === undefined ? 'added' : isDeepStrictEqual(before, row) ? 'unchanged' : 'changed';
      changes[what] += 1;
      if (what !== 'unchanged') changes.details.push({ key: key.split(' ').pop()!, what });
      if (!dryRun) into.set(key, row);
    }
    return changes;
  };

  const admin: DirectoryAdmin = {
    circonscriptions: async () => [...setups.values()],
    overview: async () =>
      [...setups.values()].map((setup) => ({
        ...overviewOf(setup, [...ecoles.values()], [...membres.values()]),
        annees: [
          ...new Set([...vacances.values()].filter((v) => v.circonscription === setup.code).map((v) => v.annee)),
        ],
      })),
    configure: async (setup, dryRun) => apply(setups, [[setup.code, setup]], dryRun),
    importEcoles: async (records, dryRun) => {
      calls.push(`importEcoles ${records.length} ${dryRun}`);
      return apply(
        ecoles,
        records.map((record) => [record.uai, record]),
        dryRun,
      );
    },
    importVacances: async (records, dryRun) => {
      calls.push(`importVacances ${records.length} ${dryRun}`);
      return apply(
        vacances,
        records.map((record) => [`${record.circonscription} ${record.annee} ${record.debut}`, record]),
        dryRun,
      );
    },
    importMembres: async (code, records, complete, dryRun) => {
      calls.push(`importMembres ${code} ${records.length} ${dryRun}`);
      const rows = records.map((record): [string, MembreRecord & { actif: boolean }] => [
        `${code} ${record.email}`,
        { ...record, actif: true },
      ]);
      const kept = new Set(rows.map(([key]) => key));
      const changes = apply(membres, rows, dryRun);
      for (const [key, row] of complete ? membres : []) {
        if (row.circonscription !== code || kept.has(key) || !row.actif) continue;
        changes.deactivated += 1;
        changes.details.push({ key: row.email, what: 'deactivated' });
        if (!dryRun) row.actif = false;
      }
      return changes;
    },
    reponses: async (code) => setups.get(code)?.reponses ?? [],
    importPartenaires: async (code, records, _complete, dryRun) => {
      calls.push(`importPartenaires ${code} ${records.length} ${dryRun}`);
      return apply(
        partenaires,
        records.map((record) => [`${code}/${record.genre}/${record.nom}`, record]),
        dryRun,
      );
    },
  };
  return { admin, calls, setups, ecoles, membres, vacances };
}

function overviewOf(
  setup: CirconscriptionSetup,
  ecoles: EcoleRecord[],
  membres: (MembreRecord & { actif: boolean })[],
): Omit<CirconscriptionOverview, 'annees'> {
  const here = membres.filter((membre) => membre.circonscription === setup.code);
  const active = here.filter((membre) => membre.actif);
  const open = ecoles.filter((ecole) => ecole.circonscription === setup.code && ecole.ouverte);
  const pilots = active.filter((membre) => membre.roles.includes('pilote'));
  return {
    code: setup.code,
    nom: setup.nom,
    problematiques: setup.problematiques.length,
    ecolesOuvertes: open.length,
    ecolesFermees: ecoles.filter((ecole) => ecole.circonscription === setup.code).length - open.length,
    membresActifs: active.length,
    membresInactifs: here.length - active.length,
    equipeRestreinte: active.filter((membre) => membre.roles.some((role) => role !== 'membre')).length,
    pilotes: pilots.map((membre) => membre.email),
  };
}
