import { isAnalyste } from './demande/rights-of.ts';
import type { DirectoryStore, Identite, Membre } from './ports/directory-store.ts';
import type { UnitOfWork } from './ports/unit-of-work.ts';

/** What the directory knows of Tchap accounts, at the moment it is asked. */
export function createTchapPeople(unitOfWork: UnitOfWork) {
  const membresWith = async (directory: DirectoryStore, userId: string): Promise<Membre[]> =>
    directory.membresOf((await directory.identite('tchap', userId)) ?? account(userId, []));

  return {
    emailsOf: (userId: string): Promise<string[]> =>
      unitOfWork.run(async ({ directory }) => [
        ...new Set((await membresWith(directory, userId)).map(({ email }) => email)),
      ]),
    userIdsOf: (email: string): Promise<string[]> =>
      unitOfWork.run(async ({ directory }) => {
        const membres = await directory.membresOf(account('', [email.toLowerCase()]));
        const named = membres.flatMap(({ matrixId }) => (matrixId === undefined ? [] : [matrixId]));
        const seen: string[] = [];
        for (const membre of membres) {
          const known = await directory.identitesOfMembre(membre);
          seen.push(...known.filter(({ channel }) => channel === 'tchap').map(({ externalId }) => externalId));
        }
        return [...new Set([...named, ...seen])];
      }),
    mayInvite: (userId: string): Promise<boolean> =>
      unitOfWork.run(async ({ directory }) => (await membresWith(directory, userId)).some(isAnalyste)),
  };
}

/** Someone of whom only this much is known. */
function account(externalId: string, emails: string[]): Identite {
  return { id: '', channel: 'tchap', externalId, nom: '', emails };
}
