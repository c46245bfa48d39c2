import { exitCodes } from "./exit-code.ts"
import type { CliIo } from "./io.ts"
import { renderHelp, UsageError } from "./usage.ts"
import { ca } from "./verbs/ca.ts"
import { cert } from "./verbs/cert.ts"
import { check } from "./verbs/check.ts"
import { config } from "./verbs/config.ts"
import { convert } from "./verbs/convert.ts"
import { csr } from "./verbs/csr.ts"
import { decode } from "./verbs/decode.ts"
import { explain } from "./verbs/explain.ts"
import { issue } from "./verbs/issue.ts"
import { lab } from "./verbs/lab.ts"
import { renew } from "./verbs/renew.ts"
import { serve } from "./verbs/serve.ts"
import { spiffe } from "./verbs/spiffe.ts"
import { status } from "./verbs/status.ts"
import { svid } from "./verbs/svid.ts"
import { watch } from "./verbs/watch.ts"

const verbs = {
	ca,
	cert,
	check,
	config,
	convert,
	csr,
	decode,
	explain,
	issue,
	lab,
	renew,
	serve,
	spiffe,
	status,
	svid,
	watch,
}

const help = renderHelp({
	usage: "countersign VERB [options]",
	purpose: "Shows both sides of every gRPC handshake, says why a client fails and what to change.",
	options: [
		["ca", "make a certificate authority for development"],
		["cert", "inspect certificates and keys, verify chains, match keys"],
		["check", "connect to a target in every mode and say what is wrong"],
		["config", "read settings: which mode they amount to, and what cannot work"],
		["convert", "write certificates and keys in another format"],
		["csr", "make, inspect and sign certificate requests"],
		["decode", "read a capture: every handshake and call in it, and what is wrong"],
		["explain", "name the cause of an error message"],
		["issue", "issue a server or client certificate or an SVID from a CA"],
		["lab", "start real servers on loopback, good ones and wrong ones"],
		["renew", "issue a certificate again, or cross-sign a CA for a change-over"],
		["serve", "start the dashboard"],
		["spiffe", "ask a Workload API what it gives, and compare trust bundles"],
		["status", "say which certificates need renewal, and what depends on them"],
		["svid", "serve a SPIFFE Workload API for development, without SPIRE"],
		["watch", "watch a certificate file change, and the server serve it"],
	],
	examples: ["countersign check grpcs://localhost:9091 --ca ca.pem", "countersign VERB --help"],
})

/** Runs one command line to its end and returns the exit code. What cannot be understood is said, with code 2. */
export async function runCli(words: readonly string[], io: CliIo): Promise<number> {
	try {
		return await dispatch(words, io)
	} catch (cause) {
		if (!(cause instanceof UsageError)) throw cause
		io.talk(`error: ${cause.message}\nhint: ${cause.hint}\n`)
		return exitCodes.usage
	}
}

async function dispatch(words: readonly string[], io: CliIo): Promise<number> {
	const [name = "--help", ...rest] = words
	if (name === "--help" || name === "help" || name === "-h") {
		io.out(help)
		return exitCodes.healthy
	}
	const verb = Object.entries(verbs).find(([each]) => each === name)?.[1]
	if (verb === undefined)
		throw new UsageError(`${name} is no verb`, `write one of ${Object.keys(verbs).join(", ")}`)
	return verb(rest, io)
}
