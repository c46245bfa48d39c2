import { Secret } from "#base/secret"
import { inspect } from "#pki/inspect/inspect"
import type { Inspection } from "#pki/inspect/inspection"
import { readGiven, readPassword } from "./cert-files.ts"
import { exitCodes } from "./exit-code.ts"
import type { CliIo } from "./io.ts"
import { answerLines } from "./json-lines.ts"
import { parseOptions } from "./parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "./usage.ts"

const matchHelp: VerbHelp = {
	usage: "countersign cert match --cert FILE --key FILE | cert match --jsonl",
	purpose: "Says whether a private key belongs to the first certificate of a file.",
	options: [
		["--cert FILE", "the certificate, alone or with its chain"],
		["--key FILE", "the private key, in any format"],
		["--password-file FILE", "password of the key; else COUNTERSIGN_PASSWORD"],
		["--json", "print the answer as JSON"],
		["--jsonl", 'answer {"id", "cert", "key", "password"} from standard input, PEM texts, one a line'],
	],
	examples: ["countersign cert match --cert server.pem --key server-key.pem"],
}

/** `countersign cert match`. Exit 0 when they belong together, 1 when not, 3 when one of them could not be read. */
export async function certMatch(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags } = parseOptions(words, {
		cert: "value",
		key: "value",
		"password-file": "value",
		json: "flag",
		jsonl: "flag",
	})
	if (flags.has("help")) {
		io.out(renderHelp(matchHelp))
		return exitCodes.healthy
	}
	if (flags.has("jsonl")) {
		await answerLines(io, answerRequest)
		return exitCodes.healthy
	}
	const [cert, key] = [values.get("cert"), values.get("key")]
	if (cert === undefined || key === undefined)
		throw new UsageError("--cert and --key are both needed", "write cert match --cert FILE --key FILE")
	const password = await readPassword(values.get("password-file"), io)
	const options = { at: Date.now(), ...(password === undefined ? {} : { password }) }
	const answer = compare(
		await inspect(await readGiven(cert, io), options),
		await inspect(await readGiven(key, io), options),
		{ cert, key },
	)
	io.out(flags.has("json") ? `${JSON.stringify(answer, undefined, 2)}\n` : `${answer.text}\n`)
	if (answer.verdict === "unknown") return exitCodes.undetermined
	return answer.verdict === "match" ? exitCodes.healthy : exitCodes.findings
}

/** One line of `--jsonl`. */
async function answerRequest({ cert, key, password }: Record<string, unknown>) {
	if (typeof cert !== "string" || typeof key !== "string")
		return { error: "give the certificate in cert and the private key in key, as PEM" }
	const secret = typeof password === "string" ? { password: new Secret(password) } : {}
	const options = { at: Date.now(), ...secret }
	const bytesOf = (text: string) => new TextEncoder().encode(text)
	const [certificates, keys] = [await inspect(bytesOf(cert), options), await inspect(bytesOf(key), options)]
	return { ...compare(certificates, keys, { cert: "cert", key: "key" }) }
}

/** What was found; `positions` are those of the certificates in the file that the key does belong to. */
interface MatchAnswer {
	readonly schema: "countersign.match/v1"
	readonly verdict: "match" | "mismatch" | "unknown"
	readonly text: string
	readonly positions: readonly number[]
}

function compare(
	certificates: Inspection,
	keys: Inspection,
	names: { readonly cert: string; readonly key: string },
): MatchAnswer {
	const answer = (verdict: MatchAnswer["verdict"], text: string, positions: readonly number[] = []) =>
		({ schema: "countersign.match/v1", verdict, text, positions }) as const
	const spkis = certificates.certificates.map((each) =>
		each.kind === "certificate" ? each.spkiSha256 : undefined,
	)
	const [first] = spkis
	if (first === undefined)
		return answer(
			"unknown",
			`${names.cert} holds no certificate that could be read: ${certificates.sentence}`,
		)
	const key = keys.keys.find(({ spkiSha256 }) => spkiSha256 !== undefined)
	if (key === undefined) {
		const why = keys.keys[0]?.problem?.text ?? keys.sentence
		return answer("unknown", `${names.key} holds no key that could be opened: ${why}`)
	}
	const positions = spkis.flatMap((spki, index) => (spki === key.spkiSha256 ? [index] : []))
	if (positions.includes(0)) return answer("match", "The key belongs to the certificate.", positions)
	const [other] = positions
	const text =
		other === undefined
			? `The key belongs to another certificate: it is ${key.keyType}, and its public half is not in ${names.cert}.`
			: `The key belongs to certificate ${other} of ${names.cert}, not to the first: the chain is out of order.`
	return answer("mismatch", text, positions)
}
