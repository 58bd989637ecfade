// Starts the chart that the page declares, and writes what it computes into the page's table.
(function () {
  "use strict";
  var place = document.getElementById("explorer-given");
  if (!place) return;
  var given = JSON.parse(place.textContent);
  var format = function (digits, style) {
    var own = new Intl.NumberFormat(given.language, {
      minimumFractionDigits: digits, maximumFractionDigits: digits, style: style || "decimal"
    });
    return function (value) { return own.format(value); };
  };
  var score = format(2), percent = format(1, "percent");
  var rank = new Intl.NumberFormat(given.language, { maximumFractionDigits: 1 });

  function written(rows) {
    var moved = 0, most = 0, undefined_ = 0;
    rows.forEach(function (row) {
      var line = document.querySelector('[data-unit="' + CSS.escape(row.unit) + '"]');
      var known = row.place !== null;
      line.querySelector("[data-live=rank]").textContent = known ? rank.format(row.place) : "–";
      line.querySelector("[data-live=score]").textContent = known ? score(row.live) : "–";
      if (!known) undefined_ += 1;
      if (known && row.move !== 0) moved += 1;
      if (known) most = Math.max(most, Math.abs(row.move));
    });
    document.getElementById("explorer-status").textContent = undefined_
      ? given.undefined
      : given.status.replace("{n}", rank.format(moved)).replace("{most}", rank.format(most));
  }

  function shared(name, value) {
    document.querySelector('[data-share="' + name + '"]').textContent = percent(value);
    document.querySelector('[data-meter="' + name + '"]').value = value;
  }

  window.vegaEmbed("#explorer-chart", given.spec, {
    mode: "vega", actions: false, ast: true, renderer: "svg", defaultStyle: false, tooltip: false,
    logLevel: 1, // errors only: that nothing can be scaled while all weights are 0 is said by the page
    formatLocale: given.format
  }).then(function (result) {
    var view = result.view, name = given.spec.marks[0].from.data;
    document.querySelectorAll("[data-share]").forEach(function (output) {
      view.addSignalListener(output.dataset.share, shared);
      shared(output.dataset.share, view.signal(output.dataset.share));
    });
    view.addDataListener(name, function (_, rows) { written(rows); });
    written(view.data(name));
    window.explorer = { view: view, data: name };
    document.documentElement.dataset.explorer = "ready";
  });
})();
