/**
 * "Leave this site", at once: the page turns blank, what it holds is forgotten, and the next page takes its place in the
 * history. Shift three times does the same. It stands in the page itself, so that it works as soon as the link is there;
 * without it the link is a plain one. What was opened before stays in the history: no page can take that out.
 */
{
  const WITHIN = 5000;
  const link = document.querySelector(".exit");
  let pressed = [];

  // Scripts that hold something listen to the same click, and forget it.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = link.hostname;
    try {
      localStorage.removeItem("stepdown-list");
    } catch {
      // A browser that stores nothing has nothing to forget.
    }
    location.replace(link.href);
  });

  addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    pressed = key === "Shift" ? [...pressed.slice(-2), timeStamp] : [];
    if (pressed.length === 3 && timeStamp - pressed[0] < WITHIN) link.click();
  });
}
