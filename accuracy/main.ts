// `npm run accuracy`: every figure of docs/accuracy.md, measured against the suites of ../shared where they are.
import "reflect-metadata"
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { measureBoringssl } from "./boringssl-pki.ts"
import { measureErrors } from "./errors.ts"
import type { AccuracyFigure, Measure } from "./figure.ts"
import { measureGrpcCreds } from "./grpc-creds.ts"
import { measureHostname } from "./hostname.ts"
import { measureKeystores } from "./keystores.ts"
import { measureLimbo } from "./limbo.ts"
import { measurePkits } from "./nist-pkits.ts"
import { measureOpenssl } from "./openssl-verify.ts"
import { measureSpiffe } from "./spiffe.ts"

const measures: readonly Measure[] = [
	measureErrors,
	measureHostname,
	measureLimbo,
	measurePkits,
	measureOpenssl,
	measureGrpcCreds,
	measureBoringssl,
	measureKeystores,
	measureSpiffe,
]

if (!existsSync(resolve("..", "shared", "suites"))) {
	console.log("skipped: there are no suites at ../shared/suites")
} else {
	const figures: AccuracyFigure[] = []
	for (const measure of measures) figures.push(...(await measure()))
	for (const figure of figures) print(figure)
	process.exitCode = figures.some(({ right, of, goal }) => right < goal * of) ? 1 : 0
}

function print({ suite, what, right, of, goal, failures, leftOut = [] }: AccuracyFigure): void {
	const mark = right >= goal * of ? "✓" : "✗"
	const share = of === 0 ? "" : ` (${((100 * right) / of).toFixed(1)} %, goal ${(100 * goal).toFixed(0)} %)`
	console.log(`${mark} ${suite}: ${right} of ${of} ${what}${share}`)
	for (const { id, text } of failures) console.log(`    wrong: ${id}: ${text}`)
	for (const { id, why } of leftOut) console.log(`    left out: ${id}: ${why}`)
}
