// Says in words when a passkey could not be used; allauth's own script would only write to the console.
// A form that works with this script alone shows only where it runs.
for (const form of document.querySelectorAll(".with-script")) form.classList.add("is-ready");

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  if (trouble) trouble.hidden = false;
});
