-- What a user does: opens the handler, waits for the findings, takes a repair from the menu, saves all.
local env = vim.env
local ok, err = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(env.LSP_FILE))
  vim.bo.filetype = 'typescript'
  local buffer = vim.api.nvim_get_current_buf()
  local id = assert(vim.lsp.start_client({
    name = 'idempotent-consumer',
    cmd = { env.LSP_NODE, env.LSP_SERVER, '--stdio' },
    root_dir = env.LSP_ROOT,
  }))
  vim.lsp.buf_attach_client(buffer, id)
  assert(vim.wait(60000, function() return #vim.diagnostic.get(buffer) > 0 end, 50), 'no diagnostics')
  local finding
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    if diagnostic.code == 'no-unhandled-duplicate' then finding = diagnostic end
  end
  assert(finding, 'no finding about the insert that is refused')
  local titles
  vim.ui.select = function(items, options, choose)
    titles = vim.tbl_map(options.format_item or tostring, items)
    for i, title in ipairs(titles) do
      if title:find('Do nothing') then return choose(items[i], i) end
    end
  end
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  vim.lsp.buf.code_action()
  local function repaired()
    for _, other in ipairs(vim.api.nvim_list_bufs()) do
      local text = table.concat(vim.api.nvim_buf_get_lines(other, 0, -1, false), '\n')
      if text:find('ON CONFLICT (order_id) DO NOTHING', 1, true) then return true end
    end
  end
  assert(vim.wait(30000, repaired, 50), 'nothing was repaired; the menu was ' .. vim.inspect(titles))
  vim.cmd('silent wall')
  vim.lsp.stop_client(id)
  vim.wait(5000, function() return vim.lsp.client_is_stopped(id) end, 50)
end)
io.stdout:write(ok and 'PASS\n' or ('FAIL ' .. tostring(err) .. '\n'))
vim.cmd(ok and 'qall!' or 'cquit 1')
