import type { Family } from "../script-flag.ts"
import { absl } from "./absl.ts"
import { argparse } from "./argparse.ts"
import { click } from "./click.ts"
import { commander } from "./commander.ts"
import { hydra } from "./hydra.ts"
import { parseArgs } from "./parse-args.ts"
import { typer } from "./typer.ts"

/** All ways in which scripts read flags. Where two would do, the first is taken: the plain help of typer is that of click. */
export const families: readonly Family[] = [argparse, click, typer, absl, hydra, commander, parseArgs]
