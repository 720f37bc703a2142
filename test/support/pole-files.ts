import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './databases.ts';
import { type Finished, runScript } from './run-script.ts';

type Env = { [name: string]: string };

/** Runs `npm run pole -- …` as a process of its own, and wants it to end well. */
export async function runPole(words: string[], env: Env): Promise<Finished> {
  const finished = await runScript('src/pole.ts', words, env);
  assert.equal(finished.code, 0, `${finished.out}${finished.err}`);
  return finished;
}

export interface PoleFiles {
  code: string;
  nom: string;
  tenant?: string;
  /** UAI;nom;commune */
  ecoles: string[];
  /** prenom;nom;email;fonctions;secteurs;roles, and where all have one, the Tchap account */
  membres: string[];
}

const ECOLES =
  'identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;adresse_1;code_postal;' +
  'nom_commune;telephone;mail;ecole_maternelle;ecole_elementaire;ulis;appartenance_education_prioritaire;' +
  'nom_circonscription;etat';

/** Describes a circonscription as its administrator would: three files, three commands. */
export async function fillDirectory(pole: PoleFiles, env: Env): Promise<void> {
  const tenant = pole.tenant === undefined ? '' : `\n  teams_tenant: ${pole.tenant}`;
  const yaml = `circonscription:
  code: ${pole.code}
  nom: ${pole.nom}
  academie: Académie fictive
  zone: B${tenant}
problematiques:
  - Entrée dans la lecture
  - Climat de classe
delais: { lecture: 3, sollicitation: 5, prise_attache: 5, bilan: 30 }
adresses: { circonscription: ien@${pole.code}.example, cpc: cpc@${pole.code}.example }
`;
  const ecoles = pole.ecoles.map((line) => {
    const [uai, nom, commune] = line.split(';');
    return `${uai};${nom};Ecole;Public;1 rue;99910;${commune};00;ce@x.example;0;1;0;;Circonscription ${pole.nom};OUVERT`;
  });
  await runPole(['configurer', temporaryFile('pole.yaml', yaml)], env);
  await runPole(['importer-ecoles', temporaryFile('ecoles.csv', [ECOLES, ...ecoles].join('\n'))], env);
  await importMembres(pole, pole.membres, env);
}

/** @param complete those who are not in `membres` are deactivated */
export async function importMembres(pole: PoleFiles, membres: string[], env: Env, complete = false): Promise<Finished> {
  const withTchap = membres.length > 0 && membres.every((line) => line.split(';').length === 7);
  const columns = `prenom;nom;email;fonctions;secteurs;roles${withTchap ? ';tchap' : ''}`;
  const file = temporaryFile('membres.csv', [columns, ...membres].join('\n'));
  return runPole(['importer-membres', file, '--circonscription', pole.code, ...(complete ? ['--complet'] : [])], env);
}

function temporaryFile(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}
