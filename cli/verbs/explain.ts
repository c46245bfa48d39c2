import { explain as explainText } from "#diagnosis/explain/explain"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { answerLines } from "../json-lines.ts"
import { parseOptions } from "../parse-options.ts"
import { renderExplanation } from "../render-explanation.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"

const textMax = 256 * 1024
const emitters = ["client", "server", "proxy", "agent"] as const

/** Help of `countersign explain`. */
export const explainHelp: VerbHelp = {
	usage: "countersign explain [TEXT | -] [--emitter client|server|proxy|agent] [--json | --jsonl]",
	purpose: "Names the likely causes of an error message from any gRPC or TLS stack, and the fix.",
	options: [
		["--emitter WHO", "who printed the text: client, server, proxy or agent"],
		["--json", "print the explanation as JSON"],
		["--jsonl", 'answer {"id", "text", "emitter"} objects from standard input, one a line'],
	],
	examples: [
		'countersign explain "x509: certificate signed by unknown authority"',
		"kubectl logs deploy/api | countersign explain - --emitter server",
	],
}

/** `countersign explain`. Exit 0 when a cause was found, 3 when none was. */
export async function explain(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags, rest } = parseOptions(words, { emitter: "value", json: "flag", jsonl: "flag" })
	if (flags.has("help")) {
		io.out(renderHelp(explainHelp))
		return exitCodes.healthy
	}
	const emitter = readEmitter(values.get("emitter"))
	if (flags.has("jsonl")) {
		await answerLines(io, async (request) => {
			if (typeof request.text !== "string") return { error: "text is missing" }
			return { ...explainText(request.text, readEmitterOf(request.emitter) ?? emitter) }
		})
		return exitCodes.healthy
	}
	const given = rest.join(" ")
	const text = given === "" || given === "-" ? await io.readInput(textMax) : given
	if (text.trim() === "")
		throw new UsageError("no text was given", "write it in quotes, or pipe it in: … | countersign explain -")
	const explanation = explainText(text, emitter)
	io.out(
		flags.has("json")
			? `${JSON.stringify(explanation, undefined, 2)}\n`
			: renderExplanation(explanation, io.width),
	)
	return explanation.causes.length > 0 ? exitCodes.healthy : exitCodes.undetermined
}

function readEmitter(given: string | undefined) {
	if (given === undefined) return undefined
	const emitter = readEmitterOf(given)
	if (emitter === undefined)
		throw new UsageError(`--emitter ${given} is unknown`, `write one of ${emitters.join(", ")}`)
	return emitter
}

function readEmitterOf(given: unknown) {
	return emitters.find((each) => each === given)
}
