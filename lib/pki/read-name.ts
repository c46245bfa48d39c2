import { hinted } from "#base/hinted"
import { err, ok, type Result } from "#base/result"
import { parseSpiffeId } from "#spiffe/id"
import { formatIpAddress, parseIpAddress } from "#x509/ip-address"

/** A name that a certificate can carry as subjectAltName, in the form in which it is written there. */
export interface CertificateName {
	readonly kind: "dns" | "ip" | "uri" | "email"
	readonly value: string
}

/** Longest URI that is taken: that of a SPIFFE ID. */
const uriLengthMax = 2048

/**
 * Finds out what a typed name is and writes it as a certificate carries it: DNS names in lower case and with A-labels,
 * IP addresses in their canonical form. Fails with a sentence that says what to write instead; good enough to be asked
 * at every key stroke. Underscores are refused, as RFC 5280 section 4.2.1.6 wants host names.
 */
export function readName(typed: string): Result<CertificateName, string> {
	const text = typed.trim()
	if (text === "") return err("The name is empty. Write a host name, an address or a URI.")
	if (/[\s\p{Cc}]/u.test(text)) return err(`${shown(text)} has spaces in it. Write one name at a time.`)
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^urn:/i.test(text)) return readUri(text)
	const address = parseIpAddress(text)
	const canonical = address === undefined ? undefined : formatIpAddress(address)
	if (canonical !== undefined) return ok({ kind: "ip", value: canonical })
	if (/^[0-9a-f.:]+\/\d{1,3}$/i.test(text))
		return err(
			`${shown(text)} is a range of addresses. Write one address; ranges belong into name constraints.`,
		)
	const zoned = text.slice(0, Math.max(0, text.indexOf("%")))
	if (parseIpAddress(zoned) !== undefined)
		return err(`${shown(text)} has a zone, which has a meaning on one machine alone. Write ${shown(zoned)}.`)
	if (text.includes("@")) return readEmail(text)
	return readHostName(text)
}

/** The names by which a Kubernetes Service is dialled inside its cluster, shortest first, for `service.namespace`. */
export function kubernetesNames(
	typed: string,
	clusterDomain = "cluster.local",
): Result<readonly string[], string> {
	const [service = "", namespace = "", ...more] = typed
		.trim()
		.toLowerCase()
		.replace(/\.svc(?:\..*)?$/, "")
		.split(".")
	const isLabel = (label: string) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)
	if (more.length > 0 || !isLabel(service) || !isLabel(namespace))
		return err(`${shown(typed)} is no Service. Write its name and its namespace, such as router.default.`)
	const full = `${service}.${namespace}`
	return ok([service, full, `${full}.svc`, `${full}.svc.${clusterDomain}`])
}

function readUri(text: string): Result<CertificateName, string> {
	if (text.length > uriLengthMax)
		return err(`The URI has ${text.length} characters. Write at most ${uriLengthMax}.`)
	if (/^spiffe:/i.test(text)) {
		const id = parseSpiffeId(text)
		return id.ok ? ok({ kind: "uri", value: id.value }) : err(hinted(id.error))
	}
	if (!/^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})+$/i.test(text))
		return err(`${shown(text)} has characters that no URI has. Write them percent-encoded.`)
	if (/^urn:/i.test(text) && !/^urn:[a-z0-9][a-z0-9-]{1,31}:./i.test(text))
		return err(`${shown(text)} is no URN. Write it like urn:example:service.`)
	const host = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(text)
	if (host !== null && host[2] === "")
		return err(`${shown(text)} names no host. Write one after the two slashes.`)
	if (!URL.canParse(text)) return err(`${shown(text)} is no URI. Write it like https://host/path.`)
	return ok({ kind: "uri", value: text })
}

function readEmail(text: string): Result<CertificateName, string> {
	const at = text.lastIndexOf("@")
	const mailbox = text.slice(0, at)
	const host = readHostName(text.slice(at + 1))
	if (!/^[\x21-\x3f\x41-\x7e]{1,64}$/.test(mailbox) || !host.ok || host.value.value.startsWith("*"))
		return err(`${shown(text)} is no mail address. Write it like team@example.org.`)
	return ok({ kind: "email", value: `${mailbox}@${host.value.value}` })
}

function readHostName(text: string): Result<CertificateName, string> {
	const port = /^(.+):\d{1,5}$/.exec(text)?.[1]
	if (port !== undefined)
		return err(`${shown(text)} has a port. A certificate names the host alone: write ${shown(port)}.`)
	if (text.includes("/")) return err(`${shown(text)} has a path. Write the host name alone.`)
	if (text.includes("_"))
		return err(`${shown(text)} has an underscore, which host names do not have. Use a dash.`)
	const wildcard = text.startsWith("*.") ? "*." : ""
	const bare = text.slice(wildcard.length)
	if (bare.includes("*"))
		return err(
			`${shown(text)} has a star in the wrong place. It stands for the whole first label: *.example.org.`,
		)
	const ascii = toAscii(bare)
	if (ascii === undefined) return err(`${shown(text)} is no host name. Use letters, digits, dashes and dots.`)
	const labels = ascii.split(".")
	if (ascii.length + wildcard.length > 253)
		return err(`${shown(text)} is longer than 253 characters. Use a shorter name.`)
	const long = labels.find((label) => label.length > 63)
	if (long !== undefined)
		return err(`${shown(long)} is longer than 63 characters. Shorten that part of the name.`)
	const odd = labels.find((label) => !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label))
	if (odd !== undefined)
		return err(
			odd === ""
				? `${shown(text)} has an empty part between its dots. Remove the dot.`
				: `${shown(odd)} is no part of a host name. Use letters, digits and dashes, and no dash at either end.`,
		)
	if (/^\d+$/.test(labels.at(-1) ?? ""))
		return err(`${shown(text)} is no address: four numbers up to 255 make one. Correct it.`)
	if (wildcard !== "" && labels.length < 2)
		return err(
			`${shown(text)} stands for too much: no client takes a star right below the last label. Write *.${ascii}.example.`,
		)
	return ok({ kind: "dns", value: wildcard + ascii })
}

/**
 * Lower case, A-labels (RFC 5891 through the URL standard's rules), no final dot; undefined when it cannot be. What ends
 * the host of a URL, or is decoded in it, must not get there: the rest of the name would be lost without a word.
 */
function toAscii(text: string): string | undefined {
	const bare = text.replace(/\.$/, "")
	if (/[?#\\%@]/.test(bare)) return undefined
	if (/^[\x21-\x7e]*$/.test(bare)) return bare.toLowerCase()
	if (!URL.canParse(`http://${bare}/`)) return undefined
	return new URL(`http://${bare}/`).hostname
}

function shown(text: string): string {
	return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
