/** A column that may be NULL becomes a property that may be absent: `{...present('tenant', row.tenant)}`. */
export function present<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}
