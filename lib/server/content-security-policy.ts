/**
 * The policy of a page whose scripts carry `nonce`. Development needs eval for React's error stacks and inline styles
 * for the overlay; `style-src-attr` is for server-rendered `style=` (CSP Level 3 section 6.1).
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
	const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`
	const styles = isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`
	return [
		"default-src 'self'",
		scripts,
		styles,
		"style-src-attr 'unsafe-inline'",
		"img-src 'self' blob: data:",
		"font-src 'self'",
		"connect-src 'self'",
		"worker-src 'self'",
		"object-src 'none'",
		"base-uri 'none'",
		"form-action 'self'",
		"frame-ancestors 'none'",
	].join("; ")
}

/** 128 bits of chance in base64, new for every request. */
export function newNonce(): string {
	return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
}
