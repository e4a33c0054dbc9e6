import type { Job, ProvenParameter } from "./job.ts"

/** A name as it is compared: the part after the last dot, in lower case with `_` between its words. */
const plainName = (name: string): string =>
  (name.split(".").at(-1) ?? name)
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll("-", "_")

/** The parameter of a job that a name of a script or of a space means; undefined where there is none. */
export function parameterOf({ parameters }: Job, name: string): ProvenParameter | undefined {
  const plain = plainName(name)
  return (
    parameters.find((one) => plainName(one.name) === plain) ??
    parameters.find(({ also = [] }) => also.some((other) => plainName(other) === plain))
  )
}
