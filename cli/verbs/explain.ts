import { explain as explainText } from "#diagnosis/explain/explain"
import type { Explanation } from "#diagnosis/explain/explanation"
import { type JoinedEvidence, joinEvidence } from "#diagnosis/explain/join-evidence"
import { rulesById } from "#diagnosis/rules"
import { parseTarget } from "#grpc/parse-target"
import { parseCheckOptions } from "../check-options.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { answerLines } from "../json-lines.ts"
import { parseOptions } from "../parse-options.ts"
import { renderExplanation } from "../render-explanation.ts"
import { renderHelp, UsageError, type VerbHelp } from "../usage.ts"
import { reportOn } from "./check.ts"

const bytesMax = 4 * 1024 * 1024
const emitters = ["client", "server", "proxy", "agent"] as const

/** Options that `--check` hands on to the check. */
const checkValues = ["mode", "ca", "cert", "key", "server-name", "spiffe-socket", "timeout", "data"] as const

/** Help of `countersign explain`. */
export const explainHelp: VerbHelp = {
	usage:
		"countersign explain [TEXT | -] [--emitter client|server|proxy|agent] [--check [TARGET]] [--json | --jsonl]",
	purpose:
		"Names the likely causes of an error message or a whole log from any gRPC or TLS stack, and the fix.",
	options: [
		["--emitter WHO", "who printed the text: client, server, proxy or agent"],
		[
			"--check [TARGET]",
			"check the endpoint that the text names, or this one, and join both kinds of evidence",
		],
		[
			"--ca, --cert, --key …",
			"with --check: as in countersign check (mode, server-name, spiffe-socket, timeout, data)",
		],
		["--json", "print the explanation as JSON, with --check the joined evidence as `joined`"],
		["--jsonl", 'answer {"id", "text", "emitter"} objects from standard input, one a line'],
	],
	examples: [
		'countersign explain "x509: certificate signed by unknown authority"',
		"kubectl logs deploy/api | countersign explain - --emitter server",
		'countersign explain "authentication handshake failed: EOF" --check grpcs://localhost:9091 --ca ca.pem',
	],
}

/** `countersign explain`. Exit 0 when a cause was found, 3 when none was. */
export async function explain(given: readonly string[], io: CliIo): Promise<number> {
	const { words, target } = takeTarget(given)
	const { values, flags, rest } = parseOptions(words, {
		emitter: "value",
		json: "flag",
		jsonl: "flag",
		check: "flag",
		...Object.fromEntries(checkValues.map((name) => [name, "value" as const])),
	})
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
	const text = await readText(rest, io)
	const explanation = explainText(text, emitter)
	const joined = flags.has("check") ? await check(explanation, target, values, io) : undefined
	io.out(
		flags.has("json")
			? `${JSON.stringify({ ...explanation, ...(joined === undefined ? {} : { joined }) }, undefined, 2)}\n`
			: renderExplanation(explanation, io.width, joined),
	)
	const isKnown = explanation.causes.length > 0 || (joined?.causes.length ?? 0) > 0
	return isKnown ? exitCodes.healthy : exitCodes.undetermined
}

/** `--check` may stand alone: the word behind it is its target only when it looks like one. */
function takeTarget(given: readonly string[]): {
	readonly words: readonly string[]
	readonly target: string | undefined
} {
	const at = given.findIndex((word) => word === "--check" || word.startsWith("--check="))
	const word = given[at]
	if (at === -1 || word === undefined) return { words: given, target: undefined }
	if (word !== "--check") {
		return { words: given.with(at, "--check"), target: word.slice("--check=".length) }
	}
	const next = given[at + 1]
	const isTarget = next !== undefined && !/\s/.test(next) && !next.startsWith("-") && parseTarget(next).ok
	return isTarget ? { words: given.toSpliced(at + 1, 1), target: next } : { words: given, target: undefined }
}

async function readText(rest: readonly string[], io: CliIo): Promise<string> {
	const given = rest.join(" ")
	const text = given === "" || given === "-" ? await io.readInput(bytesMax) : given
	if (text.trim() === "")
		throw new UsageError("no text was given", "write it in quotes, or pipe it in: … | countersign explain -")
	return text
}

async function check(
	explanation: Explanation,
	given: string | undefined,
	values: ReadonlyMap<string, string>,
	io: CliIo,
): Promise<JoinedEvidence> {
	const target = given ?? explanation.targets[0]
	if (target === undefined)
		throw new UsageError(
			"the text names no endpoint that could be checked",
			"write it: --check grpcs://host:port",
		)
	const handedOn = checkValues.flatMap((name) => {
		const value = values.get(name)
		return value === undefined ? [] : [`--${name}=${value}`]
	})
	const report = await reportOn(target, parseCheckOptions([target, ...handedOn]), io)
	return joinEvidence(explanation, report, (rule) => rulesById.get(rule)?.title ?? rule)
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
