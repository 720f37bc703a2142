/** What is read of an entry of package-lock.json. */
export interface LockedPackage {
  version?: string;
  resolved?: string;
  dev?: boolean;
  optional?: boolean;
  license?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: { [name: string]: string };
}

export interface MissingPackage {
  name: string;
  version: string;
  /** The path of the entry that asks for it. */
  parent: string;
}

/** The optional packages that an entry asks for in one exact version, and that have no entry. */
export function missingOptional(packages: { [path: string]: LockedPackage }): MissingPackage[] {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => packages[`node_modules/${name}`] === undefined)
      .filter(([name]) => packages[`${parent}/node_modules/${name}`] === undefined)
      .map(([name, version]) => ({ name, version, parent })),
  );
}
