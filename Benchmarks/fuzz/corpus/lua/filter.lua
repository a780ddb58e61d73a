local base = "default-src 'self'; "
function envoy_on_response(handle)
  local headers = handle:headers() -- a
  if headers:get("x") == nil then
    headers:replace("content-security-policy", base .. 'img-src \x61 ' .. host .. [==[ a;]==])
  elseif b then headers:remove("content-security-policy") else --[[ c ]]
    handle:headers():add("Content-Security-Policy-Report-Only", 'img-src \'self\'')
  end
end
