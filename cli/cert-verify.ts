import { crlsIn } from "#pki/inspect/certificates-in"
import {
	answerQuestion,
	type QuestionProfile,
	questionProfiles,
	type VerifierFlags,
	type VerifyAnswer,
	type VerifyQuestion,
	type WantedName,
} from "#pki/inspect/verify-question"
import { readMaterial } from "#x509/formats/read-material"
import { parseIpAddress } from "#x509/ip-address"
import { readCertificateFiles, readGiven, readPassword } from "./cert-files.ts"
import { readMoment } from "./cert-options.ts"
import { readVerifyRequest } from "./cert-request.ts"
import { renderVerification } from "./cert-verify-text.ts"
import { exitCodes } from "./exit-code.ts"
import type { CliIo } from "./io.ts"
import { answerLines } from "./json-lines.ts"
import { type OptionTable, parseOptions } from "./parse-options.ts"
import { renderHelp, UsageError, type VerbHelp } from "./usage.ts"

const usages = ["server", "client", "any"] as const

const verifyHelp: VerbHelp = {
	usage: "countersign cert verify FILE [--roots FILE] [options] | cert verify --jsonl",
	purpose:
		"Says whether a chain holds, by the rules of every runtime or of one, and why not, link by link.\nThe first certificate of FILE is the leaf, the others are sent with it. Nothing is fetched.",
	options: [
		["--roots FILE", "trust anchors: PEM, DER, PKCS #7, a keystore or a SPIFFE bundle (also --ca)"],
		["--intermediates FILE", "further certificates that are sent with the leaf"],
		["--crl FILE", "revocation lists to heed"],
		["--name NAME", "the DNS name, IP address or SPIFFE ID that it should carry"],
		["--usage WHAT", "server (default), client or any"],
		["--at TIME", "the moment to judge, as ISO 8601; now without it"],
		["--profile NAME", `${questionProfiles.join(", ")} or all (default)`],
		["--strict", "hold certificates to how RFC 5280 wants them written (openssl verify -x509_strict)"],
		["--security-level N", "OpenSSL's security level, 0 to 5"],
		["--partial-chain", "let an intermediate be a trust anchor (openssl verify -partial_chain)"],
		["--max-depth N", "most intermediates between leaf and trust anchor"],
		["--password-file FILE", "password of a keystore; else COUNTERSIGN_PASSWORD"],
		["--json", "print the answers as JSON"],
		["--jsonl", "answer requests from standard input, one a line"],
	],
	examples: [
		"countersign cert verify fullchain.pem --roots ca.pem --name api.example.com",
		"countersign cert verify svid.pem --roots bundle.pem --profile spiffe --name spiffe://example.org/api",
	],
}

/** `countersign cert verify`. Exit 0 when every profile that was asked accepts, 1 when one does not. */
export async function certVerify(words: readonly string[], io: CliIo): Promise<number> {
	const { values, flags, rest } = parseOptions(words, optionTable, { ca: "roots" })
	if (flags.has("help")) {
		io.out(renderHelp(verifyHelp))
		return exitCodes.healthy
	}
	if (flags.has("jsonl")) {
		await answerLines(io, answerRequest)
		return exitCodes.healthy
	}
	const question = { ...(await readQuestion(values, rest, io)), flags: readFlags(values, flags) }
	const profiles = readProfiles(values.get("profile"))
	const answers = await Promise.all(profiles.map((profile) => answerQuestion(question, profile)))
	const [only] = answers
	const document = answers.length === 1 && only !== undefined ? only : { profiles: answers }
	io.out(
		flags.has("json")
			? `${JSON.stringify({ schema: "countersign.verify/v1", ...document }, undefined, 2)}\n`
			: renderVerification(answers, question, io.width),
	)
	return answers.every(({ verdict }) => verdict === "accepted") ? exitCodes.healthy : exitCodes.findings
}

const optionTable: OptionTable = {
	...{ leaf: "value", roots: "value", intermediates: "value", crl: "value", name: "value", usage: "value" },
	...{ at: "value", profile: "value", "password-file": "value", json: "flag", jsonl: "flag" },
	...{ strict: "flag", "partial-chain": "flag", "security-level": "value", "max-depth": "value" },
}

async function answerRequest(request: Record<string, unknown>): Promise<Record<string, unknown>> {
	const read = readVerifyRequest(request)
	if (!read.ok) return { error: read.error.text }
	const { question, profile, unreadable } = read.value
	if (unreadable.length > 0) return { verdict: "rejected", reasons: unreadable, path: [] }
	const { profile: _, ...answer }: VerifyAnswer = await answerQuestion(question, profile)
	return answer
}

async function readQuestion(
	values: ReadonlyMap<string, string>,
	rest: readonly string[],
	io: CliIo,
): Promise<VerifyQuestion> {
	const names = [...(values.has("leaf") ? [values.get("leaf") ?? ""] : []), ...rest]
	if (names.length === 0) throw new UsageError("no certificate was given", "name its file: cert verify FILE")
	const password = await readPassword(values.get("password-file"), io)
	const [leaf, ...sent] = await readCertificateFiles(names, io, password)
	if (leaf === undefined) throw new UsageError("no certificate was given", "name its file: cert verify FILE")
	const filesOf = async (option: string) => {
		const name = values.get(option)
		return name === undefined ? [] : readCertificateFiles([name], io, password)
	}
	const crl = values.get("crl")
	const name = values.get("name")
	return {
		leaf,
		intermediates: [...sent, ...(await filesOf("intermediates"))],
		roots: await filesOf("roots"),
		...(crl === undefined ? {} : { crls: await readCrls(crl, io) }),
		at: readMoment(values.get("at")),
		usage: readUsage(values.get("usage")),
		...(name === undefined ? {} : { name: kindOfName(name) }),
	}
}

function readFlags(values: ReadonlyMap<string, string>, flags: ReadonlySet<string>): VerifierFlags {
	const securityLevel = readCount(values, "security-level", 5)
	const depthMax = readCount(values, "max-depth", 100)
	return {
		...(flags.has("strict") ? { isStrict: true } : {}),
		...(flags.has("partial-chain") ? { allowsPartialChain: true } : {}),
		...(securityLevel === undefined ? {} : { securityLevel }),
		...(depthMax === undefined ? {} : { depthMax }),
	}
}

function readCount(values: ReadonlyMap<string, string>, option: string, max: number): number | undefined {
	const given = values.get(option)
	if (given === undefined) return undefined
	const count = /^\d{1,3}$/.test(given) ? Number(given) : undefined
	if (count === undefined || count > max)
		throw new UsageError(`--${option} ${given} is out of range`, `write a whole number from 0 to ${max}`)
	return count
}

async function readCrls(name: string, io: CliIo): Promise<readonly Uint8Array[]> {
	const material = await readMaterial(await readGiven(name, io))
	if (!material.ok) throw new UsageError(`${name}: ${material.error.text}`, material.error.hint)
	const crls = crlsIn(material.value)
	if (crls.length === 0) throw new UsageError(`${name} holds no revocation list`, "give a CRL in PEM or DER")
	return crls
}

function kindOfName(name: string): WantedName {
	if (/^spiffe:/i.test(name)) return { spiffeId: name }
	return parseIpAddress(name) === undefined ? { dns: name } : { ip: name }
}

function readUsage(given = "server") {
	const usage = usages.find((each) => each === given)
	if (usage === undefined) throw new UsageError(`--usage ${given} is unknown`, `write ${usages.join(", ")}`)
	return usage
}

function readProfiles(given = "all"): readonly QuestionProfile[] {
	if (given === "all") return questionProfiles.filter((profile) => profile !== "spiffe")
	const profile = questionProfiles.find((each) => each === given)
	if (profile === undefined)
		throw new UsageError(`--profile ${given} is unknown`, `write ${questionProfiles.join(", ")} or all`)
	return [profile]
}
