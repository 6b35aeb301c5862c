// Of the columns of all tables, a select offers those of the table whose row is chosen. Without it all of them stand there.
for (const select of document.querySelectorAll("select[data-follows]")) {
  const leader = select.form.elements[select.dataset.follows];
  const groups = [...select.querySelectorAll("optgroup")];

  const follow = () => {
    const table = leader.value.split("/")[0];
    const chosen = select.value;
    for (const group of groups) group.remove();
    select.append(...groups.filter((group) => !table || group.firstElementChild.value.split("/")[0] === table));
    // A column that both tables have stays chosen; another one is chosen anew.
    const column = chosen.split("/")[1];
    const same = [...select.options].find((option) => option.value === chosen || option.value === `${table}/${column}`);
    select.value = same ? same.value : "";
  };

  leader.addEventListener("change", follow);
  follow();
}
