/** A value that survives JSON unchanged: what is sealed, stored and sent. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Whether two values say the same; the order of an object's members says nothing (a database may change it). */
export function sameJson(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [one, other] as { [key: string]: Json }[];
  const keys = Object.keys(left!);
  return (
    keys.length === Object.keys(right!).length &&
    keys.every((key) => Object.hasOwn(right!, key) && sameJson(left![key]!, right![key]!))
  );
}
