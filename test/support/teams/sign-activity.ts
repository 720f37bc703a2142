import { createSecretKey, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose';

/** Every way a token can be wrong; each must be answered with 401. `good` is the right one. */
export const BAD_TOKENS = [
  'missing',
  'empty',
  'not_bearer',
  'garbage',
  'tampered',
  'alg_none',
  'hs256',
  'foreign_key',
  'unknown_kid',
  'foreign_issuer',
  'emulator_issuer',
  'skill',
  'no_exp',
  'expired',
  'nbf_future',
  'wrong_audience',
  'other_service_url',
  'no_service_url',
] as const;
export type TokenKind = 'good' | (typeof BAD_TOKENS)[number];

const KID = 'fake-teams-1';
const HOUR = 3600;
const TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';

export interface Signer {
  /** The public key, as the JWKS shows it, endorsed for Teams. */
  jwk: JWK & { endorsements: string[] };
  /** The value of the Authorization header; undefined for `missing`. */
  authorization(kind: TokenKind, serviceUrl: string): Promise<string | undefined>;
}

type Claims = { [name: string]: unknown };

/** A local RS256 key that plays the Bot Framework's own: tokens of every kind for one bot. */
export async function createSigner(appId: string, issuer: string): Promise<Signer> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: KID, use: 'sig', alg: 'RS256', endorsements: ['msteams'] };

  const now = () => Math.floor(Date.now() / 1000);
  const claims = (serviceUrl: string): Claims => ({
    iss: issuer,
    aud: appId,
    serviceurl: serviceUrl,
    nbf: now() - 60,
    exp: now() + HOUR,
  });
  const sign = (payload: Claims, key = pair.privateKey, kid = KID) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key);

  const makers: { [kind in TokenKind]: (c: Claims) => Promise<string> | string } = {
    good: (c) => sign(c),
    missing: () => '',
    empty: () => '',
    not_bearer: (c) => sign(c),
    garbage: () => 'not.a.token',
    tampered: async (c) => tamper(await sign(c)),
    alg_none: (c) => new UnsecuredJWT(c).encode(),
    // The classic confusion: the public key used as a shared secret.
    hs256: (c) =>
      new SignJWT(c)
        .setProtectedHeader({ alg: 'HS256', kid: KID })
        .sign(createSecretKey(Buffer.from(JSON.stringify(jwk)))),
    foreign_key: (c) => sign(c, foreign.privateKey),
    unknown_kid: (c) => sign(c, foreign.privateKey, randomUUID()),
    foreign_issuer: (c) => sign({ ...c, iss: 'https://issuer.example' }),
    emulator_issuer: (c) =>
      sign({ ...c, iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, tid: TENANT, ver: '2.0', azp: appId }),
    skill: (c) => sign({ ...c, ver: '2.0', azp: randomUUID() }),
    no_exp: ({ exp: _, ...c }) => sign(c),
    expired: (c) => sign({ ...c, nbf: now() - 2 * HOUR, exp: now() - HOUR }),
    nbf_future: (c) => sign({ ...c, nbf: now() + HOUR, exp: now() + 2 * HOUR }),
    wrong_audience: (c) => sign({ ...c, aud: randomUUID() }),
    other_service_url: (c) => sign({ ...c, serviceurl: 'https://elsewhere.example/' }),
    no_service_url: ({ serviceurl: _, ...c }) => sign(c),
  };

  const kept = new Map<string, string>();
  return {
    jwk,
    async authorization(kind, serviceUrl) {
      if (kind === 'missing') return undefined;
      const cached = kind === 'good' ? kept.get(serviceUrl) : undefined;
      if (cached) return cached;
      const token = await makers[kind](claims(serviceUrl));
      const header = kind === 'not_bearer' ? `Basic ${token}` : `Bearer ${token}`;
      // As Teams does, one good token serves for a while.
      if (kind === 'good') kept.set(serviceUrl, header);
      return header;
    },
  };
}

/** Changes one claim and keeps the signature. */
function tamper(token: string): string {
  const [head, payload, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}
