"use strict";
(() => {
  const root = document.documentElement;
  const notes = document.getElementById("notes");
  const form = document.getElementById("filters");
  const pages = document.getElementById("pages");
  const LIMIT = 100; // rows laid out at first, as in the file itself
  const NOUN = {
    S: "statement", E: "event", F: "figure", V: "vote", G: "meeting", M: "measure", L: "plan",
    C: "claim of compliance", P: "position", I: "incident", D: "dispute", N: "entity",
  };
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const make = (tag, text, kind) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };

  // ---- records and their words
  const tables = all(".records table[data-kind]");
  const rows = new Map();
  for (const table of tables)
    for (const row of table.tBodies[0].rows) rows.set(row.dataset.k, row);

  const unlight = () => {
    for (const node of all(".lit, .near, .picked")) node.classList.remove("lit", "near", "picked");
  };
  const wordsOf = (key) => {
    const keys = rows.get(key)?.dataset.of?.split(" ") || [key]; // of a dispute: both its sides
    return all(keys.map((one) => `[data-r~="${one}"]`).join(), pages);
  };
  const light = (key) => {
    const words = wordsOf(key);
    for (const node of words) node.classList.add("lit");
    for (const node of all(`[data-w~="${key}"]`, pages)) node.classList.add("near");
    rows.get(key)?.classList.add("picked");
    return words;
  };
  const open = (node) => {
    for (let up = node.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  };
  const show = (node, block) => {
    open(node);
    node.scrollIntoView({ block, behavior: "instant" });
  };

  const textFragment = (article, key) => {
    const words = wordsOf(key).filter((node) => article.contains(node));
    const quote = words.map((node) => node.textContent).join("").trim();
    if (!article.dataset.url || !quote || key[0] === "N") return null;
    const link = make("a", "these words on the publisher’s page");
    const fragment = encodeURIComponent(words[0].textContent.trim()).replaceAll("-", "%2D");
    link.href = `${article.dataset.url.split("#")[0]}#:~:text=${fragment}`;
    link.rel = "noopener noreferrer";
    return link;
  };
  const note = (key) => {
    const row = rows.get(key);
    const table = row.closest("table");
    const list = make("dl");
    const labels = all("thead th", table).map((th) => th.dataset.name);
    [...row.cells].slice(1, -1).forEach((cell, at) => {
      const value = make("dd");
      value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      if (value.textContent.trim()) list.append(make("dt", labels[at + 1]), value);
    });
    const article = wordsOf(key)[0]?.closest("article");
    const link = article && textFragment(article, key);
    if (link) {
      const value = make("dd");
      value.append(link);
      list.append(make("dt", "See"), value);
    }
    return list;
  };
  const title = (key, level) => {
    const heading = make(level);
    const link = make("a", key);
    link.href = `#${rows.get(key).id}`;
    heading.append(link, ` ${NOUN[key[0]]}`);
    return heading;
  };
  const close = () => {
    notes.hidden = true;
    unlight();
  };
  const tell = (keys) => {
    const bar = make("div", "", "bar");
    const button = make("button", "Close", "tool");
    button.type = "button";
    button.addEventListener("click", close);
    const many = keys.length > 1;
    bar.append(many ? make("h3", `${keys.length} records stand on these words`) : title(keys[0], "h3"), button);
    notes.replaceChildren(bar, ...keys.flatMap((key) => (many ? [title(key, "h4"), note(key)] : [note(key)])));
    notes.hidden = false;
    notes.scrollTop = 0;
  };
  const pickRow = (key, at) => {
    unlight();
    const words = light(key);
    tell([key]);
    const target = at || words[0];
    if (target) show(target, "center");
  };

  // Narrow records first: the figure before the statement it is part of, names last.
  const ORDER = "FVMGLCESPN";
  const narrowFirst = (keys) => keys.toSorted((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
  pages.addEventListener("click", (event) => {
    if (event.target.closest("a, summary, button, aside") || String(getSelection())) return;
    const words = event.target.closest("[data-r]");
    if (!words) return;
    const keys = narrowFirst(words.dataset.r.split(" "));
    unlight();
    words.classList.add("lit");
    for (const key of keys) rows.get(key)?.classList.add("picked");
    tell(keys);
  });
  for (const table of tables)
    table.tBodies[0].addEventListener("click", (event) => {
      if (event.target.closest("a, summary, button, details") || String(getSelection())) return;
      const row = event.target.closest("tr");
      if (row.dataset.of) return pickRow(row.dataset.k);
      const link = row.cells[0].querySelector("a");
      if (!link) return;
      if (location.hash === link.hash) follow();
      else location.hash = link.hash;
    });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !notes.hidden) close();
  });

  // ---- addresses: #w-ID are the words of a record, #ID is its row
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.matches(".ref")) {
      const row = document.getElementById(target.hash.slice(1));
      if (row) pickRow(row.dataset.k, wordsOf(row.dataset.k)[0] || target);
    } else if (target.matches(".spot")) {
      const words = target.nextElementSibling;
      const row = [...rows.values()].find((row) => row.id && target.id.startsWith(`w-${row.id}-`));
      if (row) pickRow(row.dataset.k, words);
    } else if (target.matches(".records tr[data-k]")) {
      target.classList.remove("late", "out");
      target.closest("section").classList.remove("out");
      unlight();
      light(target.dataset.k);
      show(target, "center");
    } else open(target);
  };
  addEventListener("hashchange", follow);
  // A second click on the same link changes no address, yet should show the words again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) follow();
  });

  // ---- filters, sorting
  const haystacks = new WeakMap();
  const haystack = (row) => {
    if (!haystacks.has(row)) haystacks.set(row, row.textContent.toLowerCase());
    return haystacks.get(row);
  };
  const wanted = () => Object.fromEntries([...new FormData(form)].map(([k, v]) => [k, v.trim()]));
  const has = (value, list) => !value || list.split(" ").includes(value);
  const during = (days, from, to) => {
    if (!from && !to) return true;
    if (!days) return false; // what is not dated holds on no day that is known
    const [first, last] = days.split("/");
    return (!from || !last || last >= from) && (!to || !first || first <= to);
  };
  const ofKind = (want, kind) => !want || want === kind || (want === "disputes" && kind === "settled");
  const fits = (row, want, kind) =>
    ofKind(want.kind, kind) && has(want.party, row.dataset.a) && during(row.dataset.d, want.from, want.to) &&
    (!want.known || (row.dataset.n && row.dataset.n <= want.known)) && has(want.type, row.dataset.t) && has(want.page, row.dataset.p) &&
    (!want.text || want.text.toLowerCase().split(/\s+/).every((word) => haystack(row).includes(word)));
  let only = null; // keys of the records behind a number of the overview
  const refresh = (table, limit = LIMIT) => {
    const want = wanted();
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const fit = only ? only.has(row.dataset.k) : fits(row, want, table.dataset.kind);
      if (fit) found += 1;
      row.classList.toggle("out", !fit);
      row.classList.toggle("late", fit && found > limit);
    }
    const active = only || Object.values(want).some(Boolean);
    table.closest("section").classList.toggle("out", Boolean(active) && !found);
    let more = table.nextElementSibling;
    if (!more) {
      more = make("button", "", "tool more");
      more.type = "button";
      more.addEventListener("click", () => refresh(table, Infinity));
      table.after(more);
    }
    more.hidden = found <= limit;
    more.textContent = `Show all ${found.toLocaleString("en")}`;
    const all = table.tBodies[0].rows.length;
    return found || all ? `${found.toLocaleString("en")} of ${all.toLocaleString("en")} ${table.dataset.kind}` : "";
  };
  const filter = () => {
    const counts = tables.map((table) => refresh(table)).filter(Boolean);
    const active = only || Object.values(wanted()).some(Boolean);
    document.getElementById("found").textContent = active ? `Shown: ${counts.join(", ")}` : "";
    fade(active);
  };
  // Marks of charts and cells of matrices fade when all their records are filtered out.
  const marks = all("[data-keys]").map((node) => [node, node.dataset.keys.split(" ")]);
  const fade = (active) => {
    const stays = (key) => !rows.get(key)?.classList.contains("out");
    for (const [node, keys] of marks) node.classList.toggle("faded", Boolean(active) && !keys.some(stays));
  };
  let wait = 0;
  const later = () => {
    only = null;
    clearTimeout(wait);
    wait = setTimeout(filter, 120);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    only = null;
    setTimeout(filter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-only]");
    if (!link) return;
    event.preventDefault();
    form.reset();
    setTimeout(() => {
      only = new Set(link.dataset.only.split(" "));
      filter();
      const row = rows.get(link.dataset.only.split(" ")[0]);
      if (row && only.size === 1) pickRow(row.dataset.k);
      (row?.closest("table") || form).scrollIntoView({ block: "start", behavior: "instant" });
    });
  });

  // ---- days chosen by drawing over any chart that has them
  const chooseDays = (first, last) => {
    form.elements.from.value = first;
    form.elements.to.value = last;
    later();
  };
  for (const chart of all("svg[data-axis]")) {
    const [first, last, left, right] = chart.dataset.axis.split(" ");
    const days = (Date.parse(last) - Date.parse(first)) / 864e5 + 1;
    const place = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse()).x;
    const day = (x) => {
      const share = Math.min(Math.max((x - left) / (right - left), 0), 0.9999);
      return new Date(Date.parse(first) + Math.floor(share * days) * 864e5).toISOString().slice(0, 10);
    };
    let begun = null;
    chart.addEventListener("pointerdown", (event) => {
      begun = event.pointerType === "mouse" && !event.target.closest("a") && place(event) > left ? place(event) : null;
      if (begun !== null) event.preventDefault();
    });
    chart.addEventListener("pointerup", (event) => {
      const ended = place(event);
      if (begun !== null && Math.abs(ended - begun) > 8) chooseDays(...[day(begun), day(ended)].sort());
      begun = null;
    });
  }

  const value = (row, column) => {
    const cell = row.cells[column];
    if (!column) return row.dataset.k.slice(1);
    const words = cell.textContent.trim().toLowerCase();
    const missing = words === cell.querySelector(":scope > .dim")?.textContent.trim().toLowerCase();
    return cell.dataset.v ?? (missing ? "" : words);
  };
  const compare = (a, b) => {
    if (!a || !b) return Number(!a) - Number(!b); // what is missing comes last
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
  };
  const sort = (table, column, header) => {
    const down = header.ariaSort === "ascending";
    for (const th of all("thead th", table)) th.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = [...table.tBodies[0].rows].map((row) => [value(row, column), row]);
    keyed.sort(([a], [b]) => (down && a && b ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...keyed.map(([, row]) => row));
    refresh(table);
  };
  for (const table of tables)
    all("thead th", table).forEach((th, column) => {
      const button = make("button", th.textContent);
      button.type = "button";
      button.addEventListener("click", () => sort(table, column, th));
      th.dataset.name = th.textContent;
      th.replaceChildren(button);
    });

  // ---- light and dark, layers
  const theme = document.getElementById("theme");
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const press = () => theme.setAttribute("aria-pressed", String(dark()));
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    press();
  });
  press();
  for (const button of all("[data-layer]"))
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      pages.classList.toggle(`no-${button.dataset.layer}`, !on);
    });

  // The filters stay on top of the index: headings and table heads stop below them.
  const measure = () => {
    const stays = getComputedStyle(form).position === "sticky";
    root.style.setProperty("--bar", `${stays ? form.offsetHeight : 0}px`);
  };
  new ResizeObserver(measure).observe(form);

  for (const table of tables) refresh(table);
  if (location.hash) follow();
})();
