import { certInspect } from "../cert-inspect.ts"
import { certMatch } from "../cert-match.ts"
import { certVerify } from "../cert-verify.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { renderHelp, UsageError } from "../usage.ts"

const actions = { inspect: certInspect, match: certMatch, verify: certVerify }

const certHelp = renderHelp({
	usage: "countersign cert inspect|verify|match [options]",
	purpose: "Looks into certificates, chains, requests, keys and keystores. Files are only read.",
	options: [
		["inspect", "what a file is, what it holds and what is wrong with it"],
		["match", "whether a private key belongs to a certificate"],
		["verify", "whether a chain holds, by the rules of every runtime"],
	],
	examples: ["countersign cert verify fullchain.pem --roots ca.pem --name api.example.com"],
})

/** `countersign cert`. */
export async function cert(words: readonly string[], io: CliIo): Promise<number> {
	const [name = "--help", ...rest] = words
	if (name === "--help" || name === "-h" || name === "help") {
		io.out(certHelp)
		return exitCodes.healthy
	}
	const action = Object.entries(actions).find(([each]) => each === name)?.[1]
	if (action === undefined)
		throw new UsageError(`cert ${name} is unknown`, `write one of ${Object.keys(actions).join(", ")}`)
	return action(rest, io)
}
