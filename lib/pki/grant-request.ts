import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { type ParsedRequest, readRequest } from "#x509/formats/certificate-request"
import { extensionNames } from "#x509/oids"
import { verifySignature } from "#x509/path/verify-signature"
import { nameProblem } from "./authority-names.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import type { FieldProblem } from "./field-problem.ts"
import { type Authority, certifyKey, type Signed } from "./issue.ts"
import { planCertificate } from "./plan-certificate.ts"
import { type CertificateName, readName } from "./read-name.ts"

/** What the signer decides; the rest is taken from the request. */
export interface GrantTerms {
	readonly authority: Authority
	readonly now: Date
	/** Absent: what the request asks for, `both` where it asks for nothing. Never a CA. */
	readonly profile?: Exclude<Profile, "root" | "intermediate">
	/** Such as `90d`. Absent: 90 days, an hour for an SVID. */
	readonly lifetime?: string
	/** In place of the names that are asked for. */
	readonly names?: readonly string[]
}

/** Something that was asked for and is not granted. */
export interface LeftOut {
	readonly what: string
	/** A sentence. */
	readonly why: string
}

/** What is asked, what will be granted, and what is left out. */
export interface Grant {
	readonly asked: {
		readonly subject: string
		readonly names: readonly string[]
		readonly keyType: string
		readonly extensions: readonly string[]
	}
	readonly form: CertificateForm
	readonly leftOut: readonly LeftOut[]
	readonly advice: readonly string[]
	/** Signs it: the only step that needs the CA's key. */
	readonly sign: () => Promise<Signed>
}

const oid = {
	basicConstraints: "2.5.29.19",
	keyUsage: "2.5.29.15",
	extendedKeyUsage: "2.5.29.37",
	subjectAltName: "2.5.29.17",
	nameConstraints: "2.5.29.30",
	serverAuth: "1.3.6.1.5.5.7.3.1",
	clientAuth: "1.3.6.1.5.5.7.3.2",
} as const

const rsaBitsMin = 2048

/**
 * Reads a certificate request and plans what to grant of it. Refused: a request that cannot be read, one whose signature
 * does not hold (who sent it does not have the key), a weak key, and terms that the CA must not sign. Names that are no
 * names or that the CA must not vouch for, CA rights and unknown extensions are left out, each with the reason.
 */
export async function grantRequest(
	der: Uint8Array,
	terms: GrantTerms,
): Promise<Result<Grant, readonly FieldProblem[]>> {
	const read = readRequest(der)
	if (!read.ok) return refuse(`The request cannot be read: ${read.error.text}. Make it again.`)
	const request = read.value
	const keyProblem = await checkKey(request)
	if (keyProblem !== undefined) return refuse(keyProblem)
	const leftOut: LeftOut[] = []
	const asked = askedNames(request)
	const names = terms.names === undefined ? grantable(asked, terms.authority, leftOut) : terms.names
	leftOut.push(...leftOutExtensions(request))
	const form = formOf(request, terms, names, leftOut)
	const plan = await planCertificate(form, terms)
	if (!plan.ok) return plan
	const publicKey = new x509.PublicKey(Uint8Array.from(request.publicKey.spki))
	return ok({
		asked: {
			subject: request.subject.text,
			names: asked,
			keyType: request.publicKey.keyType,
			extensions: request.extensions.list.map((each) => extensionNames[each.oid] ?? each.oid),
		},
		form,
		leftOut,
		advice: plan.value.advice,
		sign: () => certifyKey(publicKey, { ...plan.value.request, authority: terms.authority }),
	})
}

async function checkKey(request: ParsedRequest): Promise<string | undefined> {
	const { publicKey } = request
	const signature = await verifySignature(request, publicKey)
	if (signature.kind === "invalid")
		return "The signature of the request does not hold: it was changed, or whoever sent it does not have the key. Make it again with the key that it names."
	if (signature.kind === "unsupported")
		return `The signature of the request cannot be checked: ${signature.text}. Use an RSA, EC or Ed25519 key.`
	if (publicKey.keyType.startsWith("RSA") && publicKey.keyBits < rsaBitsMin)
		return `The key of the request has ${publicKey.keyBits} bits, which current TLS libraries refuse. Make one of at least ${rsaBitsMin}.`
	return undefined
}

function askedNames({ extensions, subject }: ParsedRequest): readonly string[] {
	const san = extensions.subjectAltName
	if (san !== undefined) return [...san.dns, ...san.ip, ...san.uri, ...san.email]
	const common = commonNameOf(subject.text)
	return common !== undefined && readName(common).ok && /[.:]|^localhost$/.test(common) ? [common] : []
}

function grantable(asked: readonly string[], authority: Authority, leftOut: LeftOut[]): readonly string[] {
	return asked.filter((typed) => {
		const name = readName(typed)
		const why = name.ok ? nameProblem(name.value, authority) : name.error
		if (why !== undefined) leftOut.push({ what: typed, why })
		return why === undefined
	})
}

function leftOutExtensions({ extensions }: ParsedRequest): readonly LeftOut[] {
	const known: readonly string[] = [
		oid.basicConstraints,
		oid.keyUsage,
		oid.extendedKeyUsage,
		oid.subjectAltName,
	]
	const isCa =
		extensions.basicConstraints?.isCa === true || extensions.keyUsage?.includes("keyCertSign") === true
	const usages = (extensions.extendedKeyUsage ?? []).filter(
		(usage) => usage !== oid.serverAuth && usage !== oid.clientAuth,
	)
	return [
		...(isCa
			? [
					{
						what: "CA rights",
						why: "A request never makes a CA here. Make an intermediate CA yourself where one is wanted.",
					},
				]
			: []),
		...usages.map((usage) => ({
			what: `extended key usage ${usage}`,
			why: "Only server and client authentication are granted.",
		})),
		...extensions.list
			.filter((each) => !known.includes(each.oid))
			.map((each) => ({
				what: extensionNames[each.oid] ?? each.oid,
				why: "The issuer decides about this extension.",
			})),
		...((extensions.subjectAltName?.directory.length ?? 0) + (extensions.subjectAltName?.others ?? 0) > 0
			? [
					{
						what: "names of other kinds",
						why: "Only DNS names, IP addresses, URIs and mail addresses are granted.",
					},
				]
			: []),
	]
}

function formOf(
	request: ParsedRequest,
	terms: GrantTerms,
	names: readonly string[],
	leftOut: LeftOut[],
): CertificateForm {
	const profile = terms.profile ?? profileOf(request, names)
	const id = profile === "svid" ? names.find((name) => name.startsWith("spiffe://")) : undefined
	const common = commonNameOf(request.subject.text)
	const keeps =
		common !== undefined &&
		common.length <= 64 &&
		!/\p{Cc}/u.test(common) &&
		isCommonNameGranted(common, names)
	if (common !== undefined && !keeps)
		leftOut.push({
			what: `CN=${common}`,
			why: "A common name that looks like a host has to be among the names that are granted.",
		})
	return {
		profile,
		names: id === undefined ? names : names.filter((name) => name !== id),
		keyAlgorithm: "p256",
		lifetime: terms.lifetime ?? (profile === "svid" ? "1h" : "90d"),
		...(id === undefined ? {} : { spiffeId: id }),
		...(keeps ? { commonName: common } : {}),
	}
}

function profileOf(
	{ extensions }: ParsedRequest,
	names: readonly string[],
): NonNullable<GrantTerms["profile"]> {
	if (
		names.filter((name) => name.startsWith("spiffe://")).length === 1 &&
		names.every((name) => !/^https?:/.test(name))
	)
		return "svid"
	const usages = extensions.extendedKeyUsage ?? []
	const [server, client] = [usages.includes(oid.serverAuth), usages.includes(oid.clientAuth)]
	if (server === client) return "both"
	return server ? "server" : "client"
}

/** What is not a host's name may stand in the CN; what is one must be granted as a name too. */
function isCommonNameGranted(common: string, names: readonly string[]): boolean {
	const name = readName(common)
	const isHost =
		name.ok && (name.value.kind === "dns" || name.value.kind === "ip") && /[.:]|^localhost$/.test(common)
	if (!isHost) return true
	return names.some((each) => sameName(readName(each), name.value))
}

function sameName(one: Result<CertificateName, string>, other: CertificateName): boolean {
	return one.ok && one.value.kind === other.kind && one.value.value === other.value
}

function commonNameOf(subject: string): string | undefined {
	if (subject === "") return undefined
	try {
		return new x509.Name(subject).getField("CN")[0]
	} catch {
		return undefined
	}
}

function refuse(text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field: "request", text }])
}
