import assert from 'node:assert/strict';
import { demoPersonas } from '../../../src/demo/personas.ts';
import { demoCirconscription, seedDemo } from '../../../src/demo/seed-demo.ts';
import { createMemoryDirectory } from '../../support/memory-directory.ts';

describe('the fictional circonscription', () => {
  const directory = createMemoryDirectory();
  before(() => seedDemo(directory.admin));

  it('has 12 écoles of all kinds, 14 membres and 10 problématiques', () => {
    assert.equal(directory.ecoles.size, 12);
    assert.equal(directory.membres.size, 14);
    assert.deepEqual([...directory.setups.keys()], [demoCirconscription.code]);
    assert.equal(directory.setups.get(demoCirconscription.code)?.nom, demoCirconscription.nom);
    assert.equal(directory.setups.get(demoCirconscription.code)?.problematiques.length, 10);
    const kinds = new Set([...directory.ecoles.values()].map((one) => `${one.maternelle} ${one.elementaire}`));
    assert.equal(kinds.size, 3);
    assert([...directory.ecoles.values()].some((one) => one.ulis));
  });

  it('uses codes with a right check letter and addresses that belong to nobody', () => {
    for (const { uai, mail } of directory.ecoles.values()) {
      assert.equal('ABCDEFGHJKLMNPRSTUVWXYZ'[Number(uai.slice(0, 7)) % 23], uai[7], uai);
      assert.match(uai, /^999/);
      assert.match(mail, /\.example$/);
    }
    for (const { email } of directory.membres.values()) assert.match(email, /\.example$/);
  });

  it('names only fonctions that it configures', () => {
    const known = new Set(directory.setups.get(demoCirconscription.code)?.fonctions);
    for (const membre of directory.membres.values()) {
      for (const fonction of membre.fonctions) assert(known.has(fonction), fonction);
    }
  });

  it('is left alone when there is any circonscription already', async () => {
    assert.equal(await seedDemo(directory.admin), false);
    const other = createMemoryDirectory();
    other.setups.set('x', { ...directory.setups.get(demoCirconscription.code)!, code: 'x' });
    assert.equal(await seedDemo(other.admin), false);
    assert.equal(other.ecoles.size, 0);
  });

  it('is completed after a start that was cut short', async () => {
    const cut = createMemoryDirectory();
    cut.setups.set(demoCirconscription.code, directory.setups.get(demoCirconscription.code)!);
    assert.equal(await seedDemo(cut.admin), true);
    assert.equal(cut.membres.size, 14);
  });

  it('has a persona for each of its members with the role of the directory, and three teachers it does not know', () => {
    const kindOf = (roles: string[]) =>
      roles.includes('pilote') ? 'pilote' : roles.includes('equipe_restreinte') ? 'analyste' : 'membre';
    const members = [...directory.membres.values()];
    const expected = members.map((one) => [one.email, `${one.prenom} ${one.nom}`, kindOf(one.roles)]).sort();
    const played = demoPersonas.filter((persona) => persona.kind !== 'enseignant');
    assert.deepEqual(played.map((persona) => [persona.email, persona.nom, persona.kind]).sort(), expected);
    const teachers = demoPersonas.filter((persona) => persona.kind === 'enseignant');
    assert.equal(teachers.length, 3);
    for (const { email } of teachers) assert(!members.some((one) => one.email === email), email);
    assert.equal(new Set(demoPersonas.map((persona) => persona.id)).size, demoPersonas.length);
  });
});
