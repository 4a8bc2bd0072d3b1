extension MarkingPage {
  /// What the page does. It builds all that it shows from text, never from markup, but for the guide.
  static let script = #"""
    "use strict";
    const questions = JSON.parse(document.getElementById("content").textContent);
    const find = (id) => document.getElementById(id);
    const store = "gradus marks " + location.pathname;
    // By question and student: {marks, comment} as they were typed here.
    let entered = {};
    let current = 0;
    let typed = null;
    try {
      const kept = JSON.parse(localStorage.getItem(store) || "{}");
      entered = kept.entered || {};
      find("marker").value = kept.marker || "";
      find("anonymous").checked = kept.anonymous || false;
    } catch { find("status").textContent = "This browser keeps nothing: save before you leave."; }

    const key = (question, answer) =>
      JSON.stringify([question.exercise, question.heading, answer.student]);
    const read = (question, answer) => {
      const own = entered[key(question, answer)] || {};
      return {
        marks: own.marks ?? (answer.marks === undefined ? "" : String(answer.marks)),
        comment: own.comment ?? answer.comment,
      };
    };
    const number = (text) => /^\d{1,3}([.,]\d{0,3})?$/.test(text)
      ? Number(text.replace(",", ".")) : null;
    const fits = (question, text) => text === ""
      || number(text) !== null && (question.available === 0 || number(text) <= question.available);
    const isOpen = (question, answer) => read(question, answer).marks === "";
    const question = () => questions[find("question").selectedIndex];

    // Without names the order tells nothing either: that of a checksum.
    const place = (text) => {
      let sum = 2166136261;
      for (const sign of text) sum = Math.imul(sum ^ sign.codePointAt(0), 16777619) >>> 0;
      return sum;
    };
    const answers = () => {
      const own = question();
      const all = own.answers.filter((answer) => !find("open").checked || isOpen(own, answer)
        || shown.has(key(own, answer)));
      if (find("anonymous").checked) {
        all.sort((one, two) => place(key(own, one)) - place(key(own, two)));
      }
      return all;
    };
    // What stays in view although it has marks by now.
    let shown = new Set();

    const keep = () => {
      try {
        localStorage.setItem(store, JSON.stringify({
          entered, marker: find("marker").value, anonymous: find("anonymous").checked,
        }));
      } catch { /* said at the beginning */ }
      count();
    };
    const set = (question, answer, field, value) => {
      const entry = entered[key(question, answer)] || {};
      entry[field] = value;
      entered[key(question, answer)] = entry;
      keep();
    };
    const count = () => {
      let open = 0;
      questions.forEach((question, index) => {
        const own = question.answers.filter((answer) => isOpen(question, answer)).length;
        open += own;
        find("question").options[index].textContent = question.title + ": " + question.heading
          + " (" + (own === 0 ? "all marked" : own + " of " + question.answers.length + " open") + ")";
      });
      find("status").textContent = open === 0 ? "All answers have marks." : open === 1
        ? "One answer has no marks." : open + " answers have no marks.";
    };

    const element = (name, kind, text) => {
      const result = document.createElement(name);
      if (kind) result.className = kind;
      if (text !== undefined) result.textContent = text;
      return result;
    };
    const card = (own, answer, index) => {
      const article = element("article", "answer");
      article.tabIndex = -1;
      article.append(element("h2", "", find("anonymous").checked
        ? "Answer " + (index + 1) : answer.name));
      const text = element("pre", "prose", answer.text);
      text.dir = "auto";
      const row = element("div", "row");
      const marks = element("label", "", "Marks ");
      const field = element("input");
      field.inputMode = "decimal";
      field.autocomplete = "off";
      const note = element("textarea");
      note.setAttribute("aria-label", "Note");
      note.placeholder = "Note";
      note.rows = 1;
      const wrong = element("span", "wrong");
      wrong.setAttribute("role", "alert");
      const state = read(own, answer);
      field.value = state.marks;
      note.value = state.comment;
      const update = () => {
        const isFine = fits(own, field.value);
        wrong.textContent = isFine ? "" : "not a number of marks from 0 to " + own.available;
        field.setAttribute("aria-invalid", String(!isFine));
        article.classList.toggle("marked", isFine && field.value !== "");
      };
      field.addEventListener("input", () => {
        shown.add(key(own, answer));
        update();
        if (fits(own, field.value)) set(own, answer, "marks", field.value);
      });
      note.addEventListener("input", () => set(own, answer, "comment", note.value));
      article.addEventListener("focusin", () => choose(index, false));
      marks.append(field, own.available > 0 ? " of " + own.available : "");
      row.append(marks, note, wrong);
      article.append(text, row);
      update();
      return article;
    };
    const show = () => {
      const own = question();
      typed = null;
      const list = answers();
      find("answers").replaceChildren(...list.map((answer, index) => card(own, answer, index)));
      if (list.length === 0) {
        find("answers").append(element("p", "dim", "No answers here are without marks."));
      }
      const box = element("div");
      box.tabIndex = 0;
      box.append(element("h2", "", own.heading
        + (own.available > 0 ? " (" + own.available + " marks)" : "")));
      // The guide is the kit's own text.
      const guide = element("div");
      guide.innerHTML = own.guide;
      box.append(own.guide ? guide : element("p", "dim", "There is no marking guide for it."));
      find("guide").replaceChildren(box);
      choose(0, true);
      count();
    };
    const cards = () => [...find("answers").querySelectorAll("article")];
    const choose = (index, moves) => {
      const all = cards();
      if (all.length === 0) return;
      if (index !== current) typed = null;
      current = Math.max(0, Math.min(all.length - 1, index));
      all.forEach((card, place) => card.classList.toggle("current", place === current));
      if (moves) {
        all[current].focus({ preventScroll: true });
        all[current].scrollIntoView({ block: "nearest" });
      }
    };
    const turn = (step) => {
      const select = find("question");
      const next = select.selectedIndex + step;
      if (next < 0 || next >= questions.length) return;
      select.selectedIndex = next;
      shown = new Set();
      show();
    };
    const type = (sign) => {
      const card = cards()[current];
      if (!card) return;
      const field = card.querySelector("input");
      if (sign === "h") {
        typed = String((number(field.value) || 0) + 0.5);
      } else {
        typed = sign === "" ? "" : (typed ?? "") + sign;
      }
      field.value = typed;
      field.dispatchEvent(new Event("input"));
    };
    const nextOpen = () => {
      const all = cards();
      for (let step = 1; step <= all.length; step += 1) {
        const index = (current + step) % all.length;
        if (all[index].querySelector("input").value === "") return choose(index, true);
      }
      turn(1);
    };

    const table = () => {
      const quoted = (text) => {
        const safe = /^'*[=+\-@\t\r]/.test(text) ? "'" + text : text;
        return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
      };
      const rows = [["student", "exercise", "question", "marks", "comment", "marker"]];
      for (const question of questions) {
        for (const answer of question.answers) {
          if (!entered[key(question, answer)]) continue;
          const state = read(question, answer);
          rows.push([answer.student, question.exercise, question.heading, state.marks,
            state.comment, find("marker").value]);
        }
      }
      return rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");
    };
    const save = () => {
      const link = element("a");
      link.href = URL.createObjectURL(new Blob(["\uFEFF" + table()], { type: "text/csv" }));
      const name = find("marker").value.replace(/[^\p{L}\p{N}_-]+/gu, "-") || "marker";
      link.download = "marks-" + name + ".csv";
      link.click();
      find("status").textContent = "Saved as " + link.download + ".";
    };

    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || questions.length === 0) return;
      const isWriting = ["TEXTAREA", "INPUT", "SELECT"].includes(event.target.tagName)
        && event.target.type !== "checkbox";
      if (event.key === "Escape") {
        if (isWriting) choose(current, true);
        return;
      }
      if (isWriting) {
        if (event.key === "Enter" && event.target.tagName === "INPUT") choose(current + 1, true);
        return;
      }
      const actions = {
        j: () => choose(current + 1, true), ArrowDown: () => choose(current + 1, true),
        k: () => choose(current - 1, true), ArrowUp: () => choose(current - 1, true),
        Enter: () => event.target.tagName === "BUTTON" || choose(current + 1, true),
        n: () => cards()[current]?.querySelector("textarea").focus(),
        u: nextOpen, "]": () => turn(1), "[": () => turn(-1), s: save, h: () => type("h"),
        g: () => { find("guide").hidden = !find("guide").hidden; },
        Backspace: () => type(""),
      };
      const action = /^[0-9.,]$/.test(event.key) ? () => type(event.key) : actions[event.key];
      if (!action) return;
      if (event.key === "Enter" && event.target.tagName === "BUTTON") return;
      event.preventDefault();
      action();
    });
    find("question").addEventListener("change", () => { shown = new Set(); show(); });
    find("anonymous").addEventListener("change", () => { keep(); show(); });
    find("open").addEventListener("change", () => { shown = new Set(); show(); });
    find("marker").addEventListener("input", keep);
    find("save").addEventListener("click", save);
    find("copy").addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(table());
        find("status").textContent = "Copied.";
      } catch { find("status").textContent = "The browser doesn’t allow it: save instead."; }
    });
    find("forget").addEventListener("click", () => {
      if (!confirm("Forget all marks and notes that were set on this page?")) return;
      entered = {};
      keep();
      show();
    });
    for (const question of questions) {
      find("question").append(element("option", "", question.heading));
    }
    if (questions.length > 0) {
      show();
    } else {
      find("answers").append(element("p", "dim", "Nobody has written an answer."));
    }
    """#
}
