// Questions to the server: JSON there and back.

/** The server did not take a request; `loggedOut` if the session is why. */
export class Refused extends Error {
  constructor(message, loggedOut) {
    super(message);
    this.loggedOut = loggedOut;
  }
}

/** Send `asked` to one of the form's addresses ("panel", "edits", "jump", "copy"); returns what is answered. */
export async function ask(form, address, asked, signal) {
  const response = await fetch(form.dataset[address], {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(form) },
    body: JSON.stringify(asked),
    redirect: "manual", // to the login page, where the session has ended
    signal,
  });
  const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
  const answer = isJson ? await response.json() : {};
  if (response.ok && isJson) return answer;
  const loggedOut = response.type === "opaqueredirect" || response.status === 403;
  throw new Refused(answer.message ?? (loggedOut ? form.dataset.loggedOut : form.dataset.offline), loggedOut);
}

/** The CSRF token: that of the cookie, for it changes when somebody logs in again in another tab. */
export function token(form) {
  const name = `${form.dataset.csrfCookie}=`;
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(name));
  return cookie ? cookie.slice(name.length) : form.elements.csrfmiddlewaretoken.value;
}
