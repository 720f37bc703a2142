import assert from 'node:assert/strict';
import { showTchap } from '../../../../src/app/directory/show-tchap.ts';
import type { TchapDevice, TchapProcess } from '../../../../src/app/ports/tchap-reports.ts';

const DEVICE: TchapDevice = {
  userId: '@pole:s.fr',
  deviceId: 'ABC',
  crossSigned: true,
  backup: '1',
  rooms: 12,
  invited: 1,
  unreadable: 2,
  queue: 3,
  syncSeconds: 4,
};
const one = (given: Partial<TchapProcess>): TchapProcess => ({
  machine: 'serveur1',
  pid: 12,
  status: 'running',
  sinceSeconds: 11_520,
  saidSeconds: 3,
  ...given,
});
const shown = async (...processes: TchapProcess[]): Promise<string> => {
  const { lines } = await showTchap({ tchapOverview: async () => ({ processes, outbox: { waiting: 5, dead: 6 } }) });
  return lines.join('\n').replaceAll('\u00a0', ' ');
};

describe('npm run pole -- tchap-etat', () => {
  it('says who runs the account, who stands by, and how the device is', async () => {
    const standby = one({ status: 'standby', pid: 13, sinceSeconds: 86_400 * 2 });
    assert.equal(
      await shown(one({ device: DEVICE }), standby),
      [
        'Compte Tchap du bot',
        '  en marche, depuis 3 h 12 min (machine serveur1, processus 12)',
        '  prêt à prendre le relais, depuis 2 j (machine serveur1, processus 13)',
        '  compte : @pole:s.fr, appareil : ABC',
        '  signature croisée : en ordre',
        '  sauvegarde des clés sur le serveur : version 1',
        '  salons : 12, invitations en attente : 1',
        '  messages illisibles depuis le démarrage : 2',
        '  appels qui attendent leur tour : 3',
        '  dernière synchronisation : il y a 7 s',
        '  messages à envoyer dans Tchap : 5, abandonnés : 6',
      ].join('\n'),
    );
  });

  it('says why the homeserver is not reached, and what was known before', async () => {
    const before = one({ status: 'stopped', saidSeconds: 7_200, device: DEVICE });
    const text = await shown(one({ status: 'unreachable', cause: '502', sinceSeconds: 65 }), before);
    assert.match(text, /ne répond pas \(502\), nouvel essai en cours, depuis 1 min 5 s[\s\S]*il y a 2 h :\n.*ABC/);
  });

  it('says that nobody runs it, after a stop and after a process that fell silent', async () => {
    assert.match(
      await shown(one({ status: 'stopped', saidSeconds: 60, device: DEVICE })),
      /Personne.*arrêté il y a 1 min\.\n.*on en savait il y a 1 min :/,
    );
    const silent = await shown(one({ saidSeconds: 90, device: DEVICE }), one({ status: 'standby' }));
    assert.match(silent, /Personne.*signe de vie depuis 1 min 30 s\.\n.*prêt à prendre le relais/);
  });

  it('says loudly what is missing of the device', async () => {
    const text = await shown(one({ device: { ...DEVICE, crossSigned: false, backup: null } }));
    assert.match(text, /signature croisée : ABSENTE/);
    assert.match(text, /sauvegarde des clés sur le serveur : AUCUNE/);
  });

  it('points to the settings where no server ever ran it', async () => {
    assert.match(await shown(), /Aucun serveur.*TCHAP_HOMESERVER_URL/);
  });
});
