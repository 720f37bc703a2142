/** A value that survives JSON unchanged: what is sealed, stored and sent. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
