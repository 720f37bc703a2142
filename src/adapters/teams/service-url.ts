const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The URL parser has already folded the other spellings of 127.0.0.1 into one. */
export function isHttpOnLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname);
}

/**
 * Whether the bot may answer at this service URL, to which it will show its own access token.
 * Which https hosts are Microsoft's is told by the signed `serviceurl` claim, not by a list that other clouds outgrow.
 * @param allowLoopback the login authority itself is http on loopback: a local test cloud
 */
export function isUsableServiceUrl(address: unknown, allowLoopback: boolean): address is string {
  if (typeof address !== 'string' || address.length > 512 || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password || url.search || url.hash) return false;
  return url.protocol === 'https:' || (allowLoopback && isHttpOnLoopback(address));
}
