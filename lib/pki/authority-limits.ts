import type { ParsedCertificate } from "#x509/certificate"
import { keyProblems } from "#x509/lint/judge-public-key"
import { extendedKeyUsageNames } from "#x509/oids"
import { authorityChain } from "./authority-chain.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import type { FieldProblem } from "./field-problem.ts"
import type { Authority } from "./issue.ts"

/** What is to be issued, as far as the CA's own limits are about it. */
export interface Wanted {
	/** Object identifiers of its extended key usages. */
	readonly usages: readonly string[]
	/** Of a CA; absent for a leaf. */
	readonly pathLength?: number
}

/** What a form wants of its CA. */
export function wantedBy({ profile, pathLength = 0 }: CertificateForm): Wanted {
	return { usages: usagesOf[profile], ...(profile === "intermediate" ? { pathLength } : {}) }
}

/**
 * Why a CA must not issue what is asked for, whatever its names: it is none, it or one above it has ended, or its key,
 * key usage, extended key usage or path length forbids it.
 */
export function authorityProblems(wanted: Wanted, authority: Authority, now: Date): readonly FieldProblem[] {
	const chain = authorityChain(authority)
	const [own] = chain
	if (own === undefined) return say("The CA's certificate cannot be read. Export it again from its source.")
	if (own.extensions.basicConstraints?.isCa !== true)
		return say(
			"This certificate is no CA: its basic constraints do not say so. Give the CA's own certificate.",
		)
	if (own.extensions.keyUsage?.includes("keyCertSign") === false)
		return say("This CA must not sign certificates: its key usage lacks keyCertSign. Give another CA.")
	const [weakness] = chain.flatMap(({ publicKey }) => keyProblems(publicKey, "weak-key"))
	if (weakness !== undefined)
		return say(`${weakness} Many libraries refuse what such a CA signs. Make a new CA with a P-256 key.`)
	for (const each of chain) {
		const text = datesProblem(each, each === own, now) ?? usageProblem(each, wanted.usages)
		if (text !== undefined) return say(text)
	}
	return pathLengthProblem(chain, wanted)
}

/** Why a certificate must not live as long as this: its CA, or one above it, ends before. */
export function lifetimeProblem(notAfter: Date, authority: Authority | undefined): FieldProblem | undefined {
	if (authority === undefined) return undefined
	const end = authorityEnd(authority)
	if (notAfter.getTime() <= end) return undefined
	return {
		field: "lifetime",
		text: `The CA ends at ${minute(end)}, before this certificate would. Give a shorter lifetime, or renew the CA first.`,
	}
}

/** When the CA, or the first of those above it, ends; milliseconds since 1970-01-01 UTC. */
export function authorityEnd(authority: Authority): number {
	return Math.min(...authorityChain(authority).map(({ notAfter }) => notAfter))
}

function datesProblem(each: ParsedCertificate, isOwn: boolean, now: Date): string | undefined {
	const which = isOwn ? "The CA" : `The CA above it, ${each.subject.text},`
	if (each.notAfter <= now.getTime())
		return `${which} ended at ${minute(each.notAfter)}. Renew it first, or give another.`
	if (each.notBefore > now.getTime())
		return `${which} begins at ${minute(each.notBefore)} only. Check this machine's clock.`
	return undefined
}

const anyUsage = "2.5.29.37.0"
const server = "1.3.6.1.5.5.7.3.1"
const client = "1.3.6.1.5.5.7.3.2"
const usagesOf = {
	...{ server: [server], client: [client], both: [server, client], svid: [server, client] },
	...{ intermediate: [], root: [] },
} as const satisfies Record<Profile, readonly string[]>

/** Extended key usages of a CA limit those below it, as OpenSSL, Go and browsers read them. */
function usageProblem(
	{ extensions: { extendedKeyUsage } }: ParsedCertificate,
	usages: readonly string[],
): string | undefined {
	if (extendedKeyUsage === undefined || extendedKeyUsage.includes(anyUsage)) return undefined
	const missing = usages.filter((usage) => !extendedKeyUsage.includes(usage))
	if (missing.length === 0) return undefined
	const named = (those: readonly string[]) =>
		those.map((usage) => extendedKeyUsageNames[usage] ?? usage).join(" and ")
	return `The CA may issue for ${named(extendedKeyUsage)} only, and this certificate needs ${named(missing)}. Choose another purpose, or another CA.`
}

function pathLengthProblem(
	chain: readonly ParsedCertificate[],
	{ pathLength }: Wanted,
): readonly FieldProblem[] {
	const room = Math.min(
		...chain.map(({ extensions: { basicConstraints } }, below) =>
			basicConstraints?.pathLength === undefined ? Infinity : basicConstraints.pathLength - below,
		),
	)
	if (room < 0)
		return say(
			"A CA above this one allows fewer CAs below it than there are: its path length is too small. Issue from the CA above.",
		)
	if (pathLength === undefined || pathLength < room) return []
	if (room === 0)
		return say("No CA may follow below this one: its path length is 0. Issue from the CA above it.")
	return [
		{
			field: "pathLength",
			text: `The CA above allows ${room} below it, this one included. Write at most ${room - 1}.`,
		},
	]
}

function minute(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`
}

function say(text: string): readonly FieldProblem[] {
	return [{ field: "authority", text }]
}
