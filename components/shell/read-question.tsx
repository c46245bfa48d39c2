/** What a person put into the field at the top. */
export type Question =
	| { readonly kind: "nothing" }
	| { readonly kind: "target"; readonly target: string }
	| { readonly kind: "error"; readonly text: string }

const scheme = /^(grpcs?|dns|ipv4|ipv6|unix|https?|passthrough|xds):/i
const hostAndPort = /^[a-z0-9_*-]+(\.[a-z0-9_-]+)*\.?:\d{1,6}$/i
const bracketed = /^\[[0-9a-f:.%a-z]+\](:\d{1,6})?$/i
const bareAddress = /^(localhost|\d{1,3}(\.\d{1,3}){3})$/i
/** Host names as people type them, in small letters; class names and error names have capitals or underscores. */
const bareHost = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/
const socketPath = /^\.{0,2}\/\S+\.sock$/

/**
 * Tells an address from an error message: one word that looks like a target is checked, anything else is explained.
 * It only chooses the page; the parser of targets has the last word there.
 */
export function readQuestion(input: string): Question {
	const text = input.trim()
	if (text === "") return { kind: "nothing" }
	if (/\s/.test(text)) return { kind: "error", text }
	const forms = [scheme, hostAndPort, bracketed, bareAddress, bareHost, socketPath]
	return forms.some((form) => form.test(text)) ? { kind: "target", target: text } : { kind: "error", text }
}

/** Where a long error waits for the page that explains it: addresses longer than this get unwieldy. */
export const explainStorageKey = "countersign.explain"
const addressTextMax = 1_200

/** The address that answers a question; `stored` is text that must be put into session storage first. */
export function answerAddress(question: Exclude<Question, { kind: "nothing" }>): {
	readonly path: string
	readonly stored?: string
} {
	if (question.kind === "target") return { path: `/check?target=${encodeURIComponent(question.target)}` }
	if (question.text.length > addressTextMax) return { path: "/explain?from=field", stored: question.text }
	return { path: `/explain?text=${encodeURIComponent(question.text)}` }
}
