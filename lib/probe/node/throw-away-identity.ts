import { type Authority, type Issued, type IssueRequest, issueCertificate } from "#pki/issue"
import { type KeyAlgorithm, makeKeyPair } from "#pki/key-pair"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { EnforcementPosture, ThrowAwayIssuer } from "../enforcement-observation.ts"
import type { IssuedIdentity } from "./check-request.ts"
import type { ClientIdentity } from "./material.ts"

/** From what throw-away certificates are made. */
export interface ThrowAwayPlan {
	/** The certificate that ought to be let in, whose names are borrowed; otherwise the server's own. */
	readonly like?: CertificateDescription
	/** Name for a certificate that nothing can be borrowed for. */
	readonly serverName: string
	/** RFC 4514 names that the server listed in its CertificateRequest. */
	readonly acceptableCas: readonly string[]
	/** A SPIFFE ID that either side showed; SVIDs for its trust domain are made after it. */
	readonly spiffeId?: string
	/** The keys of all certificates of one table, made at the first call. */
	readonly keys: () => Promise<ThrowAwayKeys>
	/** A CA whose key we were given. */
	readonly authority?: Authority
	/** Milliseconds since 1970. */
	readonly now: number
}

/** Key pairs for leaves and for the CAs above them. */
export interface ThrowAwayKeys {
	readonly leaf: CryptoKeyPair
	readonly authority: CryptoKeyPair
}

/** Makes the keys once, of a kind that fits the signature schemes of a CertificateRequest. */
export function lazyKeys(signatureSchemes: readonly string[]): () => Promise<ThrowAwayKeys> {
	let made: Promise<ThrowAwayKeys> | undefined
	const make = async () => {
		const algorithm = keyFor(signatureSchemes)
		const [leaf, authority] = await Promise.all([makeKeyPair(algorithm), makeKeyPair(algorithm)])
		return { leaf, authority }
	}
	return () => {
		made ??= make()
		return made
	}
}

/** A certificate and key that exist in memory alone, and who issued it; or the sentence why it cannot be made. */
export type ThrowAway =
	| {
			readonly kind: "identity"
			readonly identity: ClientIdentity
			readonly issuer: ThrowAwayIssuer
	  }
	| { readonly kind: "impossible"; readonly text: string }

/** What a certificate is made for: a posture, or the good one that tells whether its issuer is trusted. */
type Brought = EnforcementPosture | "control"

const dayMs = 86_400_000
const namesMax = 8
const nameLengthMax = 253
const subjectLengthMax = 1_000

/**
 * Makes the certificate of one posture, and the CA above it, anew. Names of a hostile peer that no certificate can carry
 * are left out. Never rejects.
 */
export async function makeThrowAway(posture: Brought, plan: ThrowAwayPlan): Promise<ThrowAway> {
	try {
		return await issueFor(posture, plan)
	} catch {
		// What was borrowed from the peer cannot be issued again: names of our own will do.
		const { like: _like, ...rest } = plan
		return issueFor(posture, rest).catch(
			(cause: unknown): ThrowAway => ({
				kind: "impossible",
				text: `The certificate could not be made: ${cause instanceof Error ? cause.message : String(cause)}.`,
			}),
		)
	}
}

/** A certificate that was issued elsewhere for this posture, by a CA that the server trusts. */
export async function issuedIdentity({ chainPem, keyPem }: IssuedIdentity): Promise<ThrowAway> {
	const ders = parsePemCertificates(chainPem)
	const [leaf] = ders.ok ? ders.value : []
	const read = leaf === undefined ? undefined : await describeCertificate(leaf)
	if (!ders.ok || read?.kind !== "certificate")
		return { kind: "impossible", text: "The certificate that was issued for it cannot be read." }
	const identity = { chainPem, chainLength: ders.value.length, keyPem, leaf: read.description }
	return { kind: "identity", issuer: "held", identity: { source: "made-up", ...identity } }
}

async function issueFor(posture: Brought, plan: ThrowAwayPlan): Promise<ThrowAway> {
	const keys = await plan.keys()
	const request = { ...requestFor(posture, plan), keyPair: keys.leaf }
	if (posture === "self-signed") return issued(await issueCertificate(request), "itself")
	if (posture === "same-name-ca") return byNamesake(request, plan, keys)
	// A foreign CA is the point of these two; a CA that was given would not be foreign.
	const isForeign = posture === "foreign-ca" || posture === "foreign-trust-domain"
	if (plan.authority !== undefined && !isForeign)
		return issued(await issueCertificate({ ...request, authority: plan.authority }), "held")
	const domain = posture === "foreign-trust-domain" ? request.uri?.[0]?.replace(/\/workload$/, "") : undefined
	const authority = await makeAuthority(plan, keys, {
		subject: [{ CN: `Throw-away CA ${randomWord()}` }],
		...(domain === undefined ? {} : { uri: [domain] }),
	})
	return issued(await issueCertificate({ ...request, authority }), "made-up", authority.pem)
}

/** A CA with the subject of one that the server accepts, and a key of its own. */
async function byNamesake(
	request: IssueRequest,
	plan: ThrowAwayPlan,
	keys: ThrowAwayKeys,
): Promise<ThrowAway> {
	const names = plan.acceptableCas.filter((name) => name !== "" && name.length <= subjectLengthMax)
	for (const name of names.slice(0, namesMax)) {
		const made = makeAuthority(plan, keys, { subject: inOrderOfEncoding(name) })
		const authority = await made.catch(() => undefined)
		if (authority === undefined) continue
		const read = await describeCertificate(authority.der)
		if (read.kind !== "certificate" || read.description.subject !== name) continue
		return issued(await issueCertificate({ ...request, authority }), "made-up", authority.pem)
	}
	return { kind: "impossible", text: "The names of the acceptable CAs cannot be issued again as they are." }
}

async function makeAuthority(
	{ now }: ThrowAwayPlan,
	keys: ThrowAwayKeys,
	names: Pick<IssueRequest, "subject" | "uri">,
): Promise<Authority> {
	const made = await issueCertificate({
		...names,
		keyPair: keys.authority,
		notBefore: new Date(now - 30 * dayMs),
		notAfter: new Date(now + 365 * dayMs),
		ca: { pathLength: null },
	})
	return { ...made, chainPem: "" }
}

function requestFor(posture: Brought, plan: ThrowAwayPlan): IssueRequest {
	const { now } = plan
	const base: IssueRequest = {
		...namesFor(posture, plan),
		eku: posture === "wrong-eku" ? ["serverAuth"] : ["serverAuth", "clientAuth"],
		notBefore: new Date(now - dayMs),
		notAfter: new Date(now + dayMs),
	}
	if (posture === "expired")
		return { ...base, notBefore: new Date(now - 3 * dayMs), notAfter: new Date(now - dayMs) }
	if (posture === "not-yet-valid")
		return { ...base, notBefore: new Date(now + dayMs), notAfter: new Date(now + 3 * dayMs) }
	return base
}

function namesFor(
	posture: Brought,
	{ like, serverName, spiffeId }: ThrowAwayPlan,
): Pick<IssueRequest, "subject" | "dns" | "ip" | "uri"> {
	if (posture === "foreign-trust-domain")
		return { subject: [{ O: "Throw-away" }], uri: [`spiffe://${randomWord()}.invalid/workload`] }
	if (posture === "wrong-spiffe-id" && spiffeId !== undefined) {
		const domain = spiffeId.split("/", 3).join("/")
		return { subject: [{ O: "Throw-away" }], uri: [`${domain}/nobody/${randomWord()}`] }
	}
	if (like === undefined) return { subject: [{ CN: serverName }], dns: dnsOnly([serverName]) }
	const { dns, ip, uri } = like.sans
	const hasNames = like.subject !== "" || dns.length + ip.length + uri.length > 0
	return {
		subject:
			hasNames && like.subject.length <= subjectLengthMax
				? inOrderOfEncoding(like.subject)
				: [{ CN: serverName }],
		dns: dnsOnly(dns),
		ip: ip.slice(0, namesMax),
		uri: uri.slice(0, namesMax),
	}
}

function dnsOnly(names: readonly string[]): readonly string[] {
	return names.filter((name) => name.length <= nameLengthMax && /^[\w*.-]+$/.test(name)).slice(0, namesMax)
}

/** RFC 4514 section 2.1 writes the last RDN first; the encoding begins with the first. */
function inOrderOfEncoding(name: string): string {
	const parts = name.match(/(?:\\.|[^,\\])+/gs) ?? []
	return parts.toReversed().join(",")
}

/** A key whose signatures the server says it takes; P-256 where it says nothing. */
function keyFor(schemes: readonly string[]): KeyAlgorithm {
	if (schemes.length === 0 || schemes.some((each) => each === "ecdsa_secp256r1_sha256")) return "p256"
	if (schemes.some((each) => each.startsWith("rsa_pss_rsae_") || each.startsWith("rsa_pkcs1_sha")))
		return "rsa2048"
	if (schemes.includes("ed25519")) return "ed25519"
	return schemes.includes("ecdsa_secp384r1_sha384") ? "p384" : "p256"
}

async function issued(leaf: Issued, issuer: ThrowAwayIssuer, rootPem = ""): Promise<ThrowAway> {
	const read = await describeCertificate(leaf.der)
	// The root goes along: a server that takes its trust from what it is sent shows itself.
	const chainPem = leaf.chainPem + rootPem
	return {
		kind: "identity",
		issuer,
		identity: {
			source: "made-up",
			chainPem,
			chainLength: chainPem.split("-----BEGIN").length - 1,
			keyPem: leaf.privateKeyPem,
			...(read.kind === "certificate" ? { leaf: read.description } : {}),
		},
	}
}

function randomWord(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("")
}
