import { audit } from "./sections/audit.ts"
import { best } from "./sections/best.ts"
import { failures } from "./sections/failures.ts"
import { figures } from "./sections/figures.ts"
import { mattered } from "./sections/mattered.ts"
import { overview } from "./sections/overview.ts"
import { reproduce } from "./sections/reproduce.ts"
import type { Section } from "./sections/section.ts"
import { space } from "./sections/space.ts"
import { trials } from "./sections/trials.ts"

/** Every section, in the order in which a report has them. */
export const sections: readonly Section[] = [overview, best, mattered, figures, space, trials, failures, reproduce, audit]

/** The names of sections, as `--sections` takes them. */
export const sectionNames: readonly string[] = sections.map(({ id }) => id)
