import "reflect-metadata"
import * as x509 from "@peculiar/x509"
import { err, ok, type Result } from "#base/result"
import { type ParsedRequest, readRequest } from "#x509/formats/certificate-request"
import { extensionNames } from "#x509/oids"
import { nameProblem } from "./authority-names.ts"
import type { CertificateForm, Profile } from "./certificate-form.ts"
import type { FieldProblem } from "./field-problem.ts"
import { type Authority, certifyKey, type Signed } from "./issue.ts"
import { planCertificate } from "./plan-certificate.ts"
import { hasUnseen } from "./read-form.ts"
import { type CertificateName, readName } from "./read-name.ts"
import {
	askedNames,
	askedSide,
	commonNameOf,
	isHostLike,
	type LeftOut,
	requestKeyProblem,
	ungrantedSubject,
	ungrantedWishes,
} from "./request-wishes.ts"

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
	/** Of the subject; none is taken from the request. */
	readonly organization?: string
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

/**
 * Reads a certificate request and plans what to grant of it. Refused: a request that cannot be read, one whose signature
 * does not hold (who sent it does not have the key), a weak key, one of which nothing can be granted, and terms that the
 * CA must not sign. Names that are no names or that the CA must not vouch for, CA rights, unknown extensions and parts of
 * the subject are left out, each with the reason.
 */
export async function grantRequest(
	der: Uint8Array,
	terms: GrantTerms,
): Promise<Result<Grant, readonly FieldProblem[]>> {
	const read = readRequest(der)
	if (!read.ok) return refuse("request", `The request cannot be read: ${read.error.text}. Make it again.`)
	const request = read.value
	const keyProblem = await requestKeyProblem(request)
	if (keyProblem !== undefined) return refuse("request", keyProblem)
	const asked = askedNames(request)
	const names = terms.names ?? asked.filter((typed) => whyNot(typed, terms.authority) === undefined)
	const common = grantedCommonName(request, names)
	const form = formOf(request, terms, names, common)
	if (names.length === 0 && common === undefined)
		return refuse(
			"names",
			"Nothing that the request asks to be called can be granted. Give the names that its certificate is to carry.",
		)
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
		leftOut: [
			...ungrantedNames(asked, terms),
			...ungrantedWishes(request),
			...ungrantedCommonName(request, common),
			...ungrantedSubject(request, terms.organization),
		],
		advice: plan.value.advice,
		sign: () => certifyKey(publicKey, { ...plan.value.request, authority: terms.authority }),
	})
}

/** Why a name is not granted as it is asked for. */
function whyNot(typed: string, authority: Authority): string | undefined {
	const name = readName(typed)
	return name.ok ? nameProblem(name.value, authority) : name.error
}

function ungrantedNames(asked: readonly string[], { authority, names }: GrantTerms): readonly LeftOut[] {
	return asked.flatMap((typed): LeftOut[] => {
		const read = readName(typed)
		const isReplaced = read.ok && names?.every((each) => !isSameName(readName(each), read.value)) === true
		const why = whyNot(typed, authority) ?? (isReplaced ? "The signer gives other names." : undefined)
		return why === undefined ? [] : [{ what: typed, why }]
	})
}

function ungrantedCommonName({ subject }: ParsedRequest, granted: string | undefined): readonly LeftOut[] {
	const common = commonNameOf(subject)
	if (common === undefined || common === granted) return []
	const why =
		common.length > commonNameMax || hasUnseen(common)
			? "A common name has at most 64 characters and no characters that nobody sees."
			: "A common name that looks like a host has to be among the names that are granted."
	return [{ what: `CN=${common}`, why }]
}

const commonNameMax = 64

/** What is no host's name may stand in the CN; what is one must be granted as a name too. */
function grantedCommonName({ subject }: ParsedRequest, names: readonly string[]): string | undefined {
	const common = commonNameOf(subject)
	if (common === undefined || common.trim() !== common || common === "") return undefined
	if (common.length > commonNameMax || hasUnseen(common)) return undefined
	const name = readName(common)
	const isHost = name.ok && (name.value.kind === "dns" || name.value.kind === "ip") && isHostLike(common)
	if (!isHost) return common
	return names.some((each) => isSameName(readName(each), name.value)) ? common : undefined
}

function isSameName(one: Result<CertificateName, string>, other: CertificateName): boolean {
	return one.ok && one.value.kind === other.kind && one.value.value === other.value
}

function formOf(
	request: ParsedRequest,
	terms: GrantTerms,
	names: readonly string[],
	common: string | undefined,
): CertificateForm {
	const ids = names.filter((name) => name.startsWith("spiffe://"))
	const isSvid = ids.length === 1 && names.every((name) => !/^(?:https?|urn):/i.test(name))
	const profile = terms.profile ?? (isSvid ? "svid" : (askedSide(request) ?? "both"))
	const [id] = profile === "svid" ? ids : []
	return {
		profile,
		names: id === undefined ? names : names.filter((name) => name !== id),
		keyAlgorithm: "p256",
		lifetime: terms.lifetime ?? (profile === "svid" ? "1h" : "90d"),
		...(id === undefined ? {} : { spiffeId: id }),
		...(common === undefined ? {} : { commonName: common }),
		...(terms.organization === undefined ? {} : { organization: terms.organization }),
	}
}

function refuse(field: string, text: string): Result<never, readonly FieldProblem[]> {
	return err([{ field, text }])
}
