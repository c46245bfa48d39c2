/** Why bytes could not be read. Plain data; `text` and `hint` never hold a part of a key or a password. */
export interface FormatFailure {
	readonly kind:
		| "empty"
		| "too-large"
		| "unknown-format"
		| "password-missing"
		| "password-wrong"
		| "damaged"
		| "unsupported"
		| "too-costly"
	/** What is wrong, as a sentence. */
	readonly text: string
	/** What to do. */
	readonly hint: string
}

/** The input was encrypted and no password was given. `what` begins a sentence: "The private key". */
export function passwordMissing(what: string): FormatFailure {
	const text = `${what} is encrypted and no password was given.`
	return { kind: "password-missing", text, hint: "Give the password. A password may also be empty." }
}

/** The password does not open it. */
export function passwordWrong(what: string): FormatFailure {
	const text = `${what} could not be decrypted: the password is wrong.`
	return { kind: "password-wrong", text, hint: "Check the password, spaces and line breaks included." }
}

/** The format is known, but the bytes break its rules; `where` says at which field. */
export function damaged(what: string, where: string): FormatFailure {
	const text = `${what} is damaged: ${where}.`
	return { kind: "damaged", text, hint: "Copy or export it again from its source." }
}

/** The format or algorithm is known by name only. */
export function unsupported(text: string, hint: string): FormatFailure {
	return { kind: "unsupported", text, hint }
}

/** Opening it would take more work than is allowed. */
export function tooCostly(text: string): FormatFailure {
	return { kind: "too-costly", text, hint: "Export it again with usual settings, e.g. 100,000 iterations." }
}
